import { expect, type Locator, type Page } from '@playwright/test';
import { FilterBuilder } from './filter.ts';

/** The settings of the demonstration's portal. */
export class PortalSettings {
  readonly heading: Locator;
  readonly tabs: Locator;
  readonly change: Locator;
  readonly addList: Locator;
  readonly invitations: Locator;
  readonly tickets: FilterBuilder;
  readonly company: FilterBuilder;
  readonly saveAccess: Locator;
  readonly saveVisibility: Locator;

  constructor(readonly page: Page) {
    const main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1, name: 'Northwind Support' });
    this.tabs = page.getByRole('navigation', { name: 'Portal settings' });
    this.change = page.getByRole('region', { name: 'What saving changes' });
    this.addList = page.getByRole('combobox', { name: 'Add a list' });
    this.invitations = page.getByRole('region', { name: 'Invitations' });
    this.tickets = new FilterBuilder(page, 'Ticket filter');
    this.company = new FilterBuilder(page, 'Who sees company tickets');
    this.saveAccess = main.getByRole('button', { name: 'Save access' });
    this.saveVisibility = main.getByRole('button', { name: 'Save visibility' });
  }

  async goto(tab: 'General' | 'Access' | 'Ticket visibility'): Promise<void> {
    await this.page.goto('/console/settings/portals');
    await this.page.getByRole('table').getByRole('link', { name: 'Northwind Support' }).click();
    await this.tabs.getByRole('link', { name: tab, exact: true }).click();
    await expect(this.tabs.getByRole('link', { name: tab, exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(this.heading).toBeVisible();
  }

  choice(name: string | RegExp): Locator {
    return this.page.getByRole('radio', { name, exact: true });
  }

  dialog(title: string): Locator {
    return this.page.getByRole('dialog', { name: title });
  }

  async chooseList(name: string): Promise<void> {
    await this.addList.fill(name);
    await this.page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    await expect(this.page.getByRole('button', { name: `Take off ${name}` })).toBeVisible();
  }
}
