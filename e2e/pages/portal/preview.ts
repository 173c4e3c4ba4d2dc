import type { Locator, Page } from '@playwright/test';

/** The bar above every page of a preview. */
export class Preview {
  readonly bar: Locator;
  readonly end: Locator;

  constructor(readonly page: Page) {
    this.bar = page.getByRole('region', { name: 'Preview' });
    this.end = this.bar.getByRole('button', { name: 'End preview' });
  }
}
