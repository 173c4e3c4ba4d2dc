import type { Locator, Page } from '@playwright/test';

/** Who takes part in the open ticket, and which customers see it. */
export class People {
  readonly list: Locator;
  readonly add: Locator;
  readonly private: Locator;
  readonly badge: Locator;
  readonly dialog: Locator;
  readonly contact: Locator;
  readonly visible: Locator;
  readonly seers: Locator;

  constructor(readonly page: Page) {
    const details = page.getByRole('region', { name: 'Ticket details' });
    this.list = details.locator('.side-participants').getByRole('listitem');
    this.add = details.getByRole('button', { name: 'Add participant' });
    this.private = details.getByRole('switch', { name: 'Private to those who take part' });
    this.badge = page.locator('.conv-title').getByText('Private', { exact: true });
    this.dialog = page.getByRole('dialog', { name: 'Add participant' });
    this.contact = this.dialog.getByRole('combobox', { name: 'Contact' });
    this.visible = details.getByText(/^Visible in portal: /);
    this.seers = details.locator('.side-seen').getByRole('listitem');
  }

  async addContact(name: string): Promise<void> {
    await this.add.click();
    await this.contact.fill(name);
    await this.dialog.getByRole('option', { name }).click();
    await this.dialog.getByRole('button', { name: 'Add to ticket' }).click();
  }
}
