import type { Locator, Page } from '@playwright/test';

/** The page for strangers who want to sign in from now on. */
export class Register {
  readonly heading: Locator;
  readonly firstName: Locator;
  readonly lastName: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly agree: Locator;
  readonly submit: Locator;
  readonly problems: Locator;
  readonly inbox: Locator;
  readonly again: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Create your account' });
    this.firstName = page.getByRole('textbox', { name: 'First name' });
    this.lastName = page.getByRole('textbox', { name: 'Last name' });
    this.email = page.getByRole('textbox', { name: 'E-mail' });
    this.password = page.getByLabel('Password', { exact: true });
    this.agree = page.getByRole('checkbox');
    this.submit = page.getByRole('button', { name: 'Create account' });
    this.problems = page.getByRole('group', { name: 'There is a problem' });
    this.inbox = page.getByRole('heading', { level: 1, name: 'Check your inbox' });
    this.again = page.getByRole('button', { name: 'Send the mail again' });
  }

  async fill(email: string, password: string): Promise<void> {
    await this.firstName.fill('Nora');
    await this.lastName.fill('Lind');
    await this.email.fill(email);
    await this.password.fill(password);
    await this.agree.check();
  }
}

/** The page that the mail after registering leads to. */
export class Verify {
  readonly heading: Locator;
  readonly confirm: Locator;
  readonly password: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Confirm your e-mail address' });
    this.confirm = page.getByRole('button', { name: 'Confirm and sign in' });
    this.password = page.getByLabel('Password', { exact: true });
  }
}
