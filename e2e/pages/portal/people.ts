import type { Locator, Page } from '@playwright/test';

/** Who takes part in the ticket that is open, and who else sees it. */
export class People {
  readonly list: Locator;
  readonly add: Locator;
  readonly private: Locator;
  readonly seenBy: Locator;
  readonly badge: Locator;
  readonly dialog: Locator;
  readonly email: Locator;

  constructor(readonly page: Page) {
    const details = page.getByRole('complementary', { name: 'Ticket details' });
    this.list = details.locator('.people').getByRole('listitem');
    this.add = details.getByRole('button', { name: 'Add a colleague' });
    this.private = details.getByRole('switch', { name: 'Private to me and those who take part' });
    this.seenBy = details.locator('#seen-by');
    this.badge = page.locator('.ticket-head').getByText('Private', { exact: true });
    this.dialog = page.getByRole('dialog');
    this.email = this.dialog.getByRole('textbox', { name: 'E-mail' });
  }

  /** The button that removes somebody; of oneself it leaves the ticket. */
  remove(name: string): Locator {
    return this.list.getByRole('button', { name: `Remove ${name}` });
  }

  async addColleague(email: string): Promise<void> {
    await this.email.fill(email);
    await this.dialog.getByRole('button', { name: 'Add to ticket' }).click();
  }
}
