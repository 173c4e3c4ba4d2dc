import type { Locator, Page } from '@playwright/test';

/** Choosing a password by a mailed link. */
export class SetPassword {
  readonly heading: Locator;
  readonly password: Locator;
  readonly submit: Locator;
  readonly problems: Locator;
  readonly expired: Locator;
  readonly again: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Choose your password' });
    this.password = page.getByLabel('New password', { exact: true });
    this.submit = page.getByRole('button', { name: 'Set password and sign in' });
    this.problems = page.getByRole('group', { name: 'There is a problem' });
    this.expired = page.getByRole('heading', { level: 1, name: 'This link no longer works' });
    this.again = page.getByRole('link', { name: 'Send a new link' });
  }
}
