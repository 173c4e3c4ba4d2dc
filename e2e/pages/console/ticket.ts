import { expect, type Locator, type Page } from '@playwright/test';

/** The ticket that is open in the inbox. */
export class Ticket {
  readonly pane: Locator;
  readonly subject: Locator;
  readonly conversation: Locator;
  readonly messages: Locator;
  readonly details: Locator;
  readonly reply: Locator;
  readonly note: Locator;
  readonly send: Locator;
  readonly save: Locator;
  readonly close: Locator;
  readonly reopen: Locator;
  readonly stage: Locator;
  readonly owner: Locator;
  readonly priority: Locator;

  constructor(readonly page: Page) {
    this.pane = page.getByRole('region', { name: 'Ticket', exact: true });
    this.subject = this.pane.getByRole('heading', { level: 2 }).first();
    this.conversation = this.pane.getByRole('region', { name: 'Conversation' });
    this.messages = this.conversation.getByRole('article');
    this.details = this.pane.getByRole('region', { name: 'Ticket details' });
    this.reply = this.pane.getByRole('textbox', { name: 'Reply' });
    this.note = this.pane.getByRole('textbox', { name: 'Internal note' });
    this.send = this.pane.getByRole('button', { name: /^Send Ctrl/ });
    this.save = this.pane.getByRole('button', { name: /^Save note/ });
    this.close = this.pane.getByRole('button', { name: 'Close', exact: true });
    this.reopen = this.pane.getByRole('button', { name: 'Reopen', exact: true });
    this.stage = this.pane.getByRole('button', { name: /^Stage: / });
    this.owner = this.pane.getByRole('button', { name: /^Owner: / });
    this.priority = this.pane.getByRole('button', { name: /^Priority: / });
  }

  /** Waits until this ticket is the open one. */
  async shows(subject: string): Promise<void> {
    await expect(this.subject).toContainText(subject);
    await expect(this.conversation).toBeVisible();
  }

  message(words: string | RegExp): Locator {
    return this.messages.filter({ hasText: words });
  }

  async write(tab: 'Reply' | 'Note', text: string): Promise<void> {
    await this.pane.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await (tab === 'Reply' ? this.reply : this.note).fill(text);
  }

  /** Chooses an option with the mouse. */
  async choose(picker: Locator, option: string | RegExp): Promise<void> {
    await picker.click();
    await this.page.getByRole('option', { name: option }).click();
  }
}
