import { expect, type Locator, type Page } from '@playwright/test';

/** The form for a new ticket. */
export class NewTicket {
  readonly heading: Locator;
  readonly subject: Locator;
  readonly description: Locator;
  readonly category: Locator;
  readonly priority: Locator;
  readonly private: Locator;
  readonly files: Locator;
  readonly send: Locator;
  readonly problems: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'File a support ticket' });
    this.subject = page.getByRole('textbox', { name: 'Subject' });
    this.description = page.getByRole('textbox', { name: 'Description' });
    this.category = page.getByRole('combobox', { name: 'Category' });
    this.priority = page.getByRole('combobox', { name: 'Priority' });
    this.private = page.getByRole('checkbox', { name: 'Private to me and those who take part' });
    this.files = page.getByRole('group', { name: 'Files' });
    this.send = page.getByRole('button', { name: 'Send ticket' });
    this.problems = page.getByRole('group', { name: 'There is a problem' });
  }

  async goto(): Promise<void> {
    await this.page.goto('/support/tickets/new');
    await expect(this.heading).toBeVisible();
  }
}
