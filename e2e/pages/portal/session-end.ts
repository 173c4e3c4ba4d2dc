import type { Locator, Page } from '@playwright/test';

/** The dialog that tells that the session ends soon. */
export class SessionEnd {
  readonly dialog: Locator;
  readonly stay: Locator;
  readonly out: Locator;
  readonly again: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: /You will be signed out in/ });
    this.stay = this.dialog.getByRole('button', { name: 'Stay signed in' });
    this.out = this.dialog.getByRole('button', { name: 'Sign out' });
    this.again = this.dialog.getByRole('button', { name: 'Sign in again' });
  }
}
