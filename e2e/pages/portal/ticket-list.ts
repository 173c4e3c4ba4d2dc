import { expect, type Locator, type Page } from '@playwright/test';

/** The list of tickets. */
export class TicketList {
  readonly heading: Locator;
  readonly table: Locator;
  readonly search: Locator;
  readonly status: Locator;
  readonly view: Locator;
  readonly file: Locator;
  readonly pages: Locator;
  readonly news: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Tickets' });
    this.table = page.getByRole('table');
    this.search = page.getByRole('searchbox', { name: 'Search tickets and replies' });
    this.status = page.getByRole('button', { name: /^Status: / });
    this.view = page.getByRole('button', { name: /^View: / });
    this.file = page.getByRole('main').getByRole('link', { name: 'File a support ticket' });
    this.pages = page.getByRole('navigation', { name: 'Pages' });
    this.news = page.getByRole('button', { name: 'Refresh' });
  }

  async goto(question = ''): Promise<void> {
    await this.page.goto(`/support/tickets${question}`);
    await expect(this.heading).toBeVisible();
  }

  /** Types key by key without a pause, however slow the machine is. */
  async typeAtOnce(words: string): Promise<void> {
    await this.search.focus();
    await this.search.evaluate((field: HTMLInputElement, words) => {
      for (let length = 1; length <= words.length; length++) {
        field.value = words.slice(0, length);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }, words);
  }

  ticket(subject: string | RegExp): Locator {
    return this.table.getByRole('link', { name: subject });
  }

  /** The row of a ticket. */
  row(subject: string | RegExp): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name: subject }) });
  }

  /** Every row but the header's. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('cell') });
  }

  column(name: string): Locator {
    return this.page.getByRole('columnheader', { name });
  }

  async sortBy(name: string): Promise<void> {
    await this.column(name).getByRole('link').click();
  }

  async choose(menu: Locator, item: string): Promise<void> {
    await menu.click();
    await this.page.getByRole('link', { name: item }).click();
  }
}
