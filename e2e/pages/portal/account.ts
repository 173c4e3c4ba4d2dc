import type { Locator, Page } from '@playwright/test';

/** The customer's own page. */
export class Account {
  readonly heading: Locator;
  readonly changeEmail: Locator;
  readonly changePassword: Locator;
  readonly newEmail: Locator;
  readonly password: Locator;
  readonly oldPassword: Locator;
  readonly newPassword: Locator;
  readonly problems: Locator;
  readonly devices: Locator;
  readonly allOut: Locator;

  constructor(readonly page: Page) {
    const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
    this.heading = page.getByRole('heading', { level: 1, name: 'Your account' });
    this.changeEmail = button('Change e-mail address');
    this.changePassword = button('Change password');
    this.newEmail = page.getByRole('textbox', { name: 'New e-mail address' });
    this.password = page.getByLabel('Your password', { exact: true });
    this.oldPassword = page.getByLabel('Your password until now', { exact: true });
    this.newPassword = page.getByLabel('New password', { exact: true });
    this.problems = page.getByRole('group', { name: 'There is a problem' });
    this.devices = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem');
    this.allOut = button('Sign out all other devices');
  }

  async goto(): Promise<void> {
    await this.page.goto('/support/account');
  }
}
