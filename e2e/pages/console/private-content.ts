import { expect, type Locator, type Page } from '@playwright/test';

/** How customers of a domain get in. */
export class PrivateContent {
  readonly parts: Locator;
  readonly register: Locator;
  readonly notice: Locator;
  readonly label: Locator;
  readonly preview: Locator;
  readonly save: Locator;
  readonly problems: Locator;

  constructor(readonly page: Page) {
    const main = page.getByRole('main');
    this.parts = page.getByRole('navigation', { name: 'Private content' });
    this.register = page.getByRole('switch', { name: 'Allow self-registration' });
    this.notice = page.getByRole('textbox', { name: 'Notice' });
    this.label = page.getByRole('textbox', { name: 'Words beside the checkbox' });
    this.preview = page.getByRole('region', { name: 'What customers agree to' });
    this.save = main.getByRole('button', { name: 'Save settings' });
    this.problems = page.getByRole('group', { name: 'There is a problem' });
  }

  /** Goes to the domain that the installation began with. */
  async goto(part?: 'Pages' | 'E-mails'): Promise<void> {
    await this.page.goto('/console/settings/private-content');
    await this.page.getByRole('table').getByRole('link').first().click();
    await expect(this.save).toBeVisible();
    if (!part) return;
    await this.parts.getByRole('link', { name: part }).click();
    await expect(this.page.getByRole('table')).toBeVisible();
  }

  /** Opens a page or an e-mail from its list. */
  async edit(part: 'Pages' | 'E-mails', name: string): Promise<void> {
    await this.goto(part);
    await this.page.getByRole('table').getByRole('link', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 2, name, exact: true }).first()).toBeVisible();
  }

  dialog(title: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name: title });
  }
}
