import type { Locator, Page } from '@playwright/test';
import { PASSWORD, type Person } from '../../support/people.ts';

/** The sign-in page of the portal. */
export class SignIn {
  readonly heading: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly keep: Locator;
  readonly submit: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Sign in' });
    this.email = page.getByRole('textbox', { name: 'E-mail' });
    this.password = page.getByLabel('Password', { exact: true });
    this.keep = page.getByRole('checkbox', { name: 'Keep me signed in' });
    this.submit = page.getByRole('button', { name: 'Sign in' });
    this.alert = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  async goto(returnTo?: string): Promise<void> {
    const question = returnTo === undefined ? '' : `?return_to=${encodeURIComponent(returnTo)}`;
    await this.page.goto(`/support/sign-in${question}`);
  }

  async fill(person: Person, password = PASSWORD): Promise<void> {
    await this.email.fill(person.email);
    await this.password.fill(password);
  }

  async signIn(person: Person, password = PASSWORD): Promise<void> {
    await this.fill(person, password);
    await this.submit.click();
  }
}

/** The dialog that asks again when a session ended. */
export class SignInAgain {
  readonly dialog: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
  }

  async signIn(password = PASSWORD): Promise<void> {
    await this.dialog.getByLabel('Password', { exact: true }).fill(password);
    await this.dialog.getByRole('button', { name: 'Sign in' }).click();
  }
}
