import type { Locator, Page } from '@playwright/test';

/** What stands around every page of the portal. */
export class Shell {
  readonly account: Locator;
  readonly menu: Locator;
  readonly skip: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.account = page.getByRole('button', { name: 'Account' });
    this.menu = page.getByRole('button', { name: 'Menu' });
    this.skip = page.getByRole('link', { name: 'Skip to content' });
    this.notice = page.getByRole('region', { name: 'Notice' });
  }

  async signOut(): Promise<void> {
    await this.account.click();
    await this.page.getByRole('button', { name: 'Sign out' }).click();
  }

  /** What screen readers are told without the focus moving. */
  said(words: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: words });
  }
}
