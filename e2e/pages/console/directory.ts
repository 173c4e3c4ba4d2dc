import { expect, type Locator, type Page } from '@playwright/test';

/** Contacts or companies: the list, the dialog for a new one, and a record. */
export class Directory {
  readonly heading: Locator;
  readonly table: Locator;
  readonly search: Locator;
  readonly create: Locator;
  readonly dialog: Locator;
  readonly details: Locator;

  constructor(
    readonly page: Page,
    readonly kind: 'contact' | 'company',
  ) {
    const plural = kind === 'contact' ? 'Contacts' : 'Companies';
    this.heading = page.getByRole('heading', { level: 1, name: plural });
    this.table = page.getByRole('table');
    this.search = page.getByRole('searchbox');
    this.create = page.getByRole('main').getByRole('button', { name: `New ${kind}` });
    this.dialog = page.getByRole('dialog', { name: `New ${kind}` });
    this.details = page.getByRole('complementary', { name: 'Details' });
  }

  async goto(): Promise<void> {
    await this.page.goto(this.kind === 'contact' ? '/console/contacts' : '/console/companies');
    await expect(this.table).toBeVisible();
  }

  /** Opens a record from the list. */
  async openRecord(name: string): Promise<void> {
    await this.search.fill(name);
    await this.table.getByRole('link', { name }).first().click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
}
