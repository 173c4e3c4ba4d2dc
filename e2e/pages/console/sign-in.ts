import type { Locator, Page } from '@playwright/test';
import { PASSWORD, type Person } from '../../support/people.ts';

/** The sign-in page of the console. */
export class SignIn {
  readonly email: Locator;
  readonly password: Locator;
  readonly submit: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.email = page.getByRole('textbox', { name: 'E-mail address' });
    this.password = page.getByLabel('Password', { exact: true });
    this.submit = page.getByRole('button', { name: 'Sign in' });
    this.alert = page.getByRole('alert').filter({ hasText: /\S/ });
  }

  async signIn(person: Person, password = PASSWORD): Promise<void> {
    await this.email.fill(person.email);
    await this.password.fill(password);
    await this.submit.click();
  }
}

/** The dialog that asks again when a session ended. */
export class SignInAgain {
  readonly dialog: Locator;
  readonly email: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Sign in again' });
    this.email = this.dialog.getByRole('textbox', { name: 'E-mail address' });
  }

  async signIn(password = PASSWORD): Promise<void> {
    await this.dialog.getByLabel('Password', { exact: true }).fill(password);
    await this.dialog.getByRole('button', { name: 'Sign in' }).click();
  }
}
