import type { Locator, Page } from '@playwright/test';

/** The page for whom the portal is not meant. */
export class Denied {
  readonly heading: Locator;
  readonly leave: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Access denied' });
    this.leave = page.getByRole('button', { name: 'Use another account' });
  }
}
