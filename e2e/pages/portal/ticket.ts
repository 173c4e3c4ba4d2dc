import { expect, type FileChooser, type Locator, type Page } from '@playwright/test';
import type { NamedFile } from '../../support/files.ts';

/** One ticket with its conversation. */
export class Ticket {
  readonly subject: Locator;
  readonly conversation: Locator;
  readonly messages: Locator;
  readonly details: Locator;
  readonly reply: Locator;
  readonly send: Locator;
  readonly files: Locator;
  readonly error: Locator;

  constructor(readonly page: Page) {
    this.subject = page.getByRole('heading', { level: 1 });
    this.conversation = page.getByRole('region', { name: 'Conversation' });
    this.messages = this.conversation.getByRole('article');
    this.details = page.getByRole('complementary', { name: 'Ticket details' });
    this.reply = page.getByRole('textbox', { name: 'Reply' });
    this.send = page.getByRole('button', { name: /^(Send reply|Sending…)$/ });
    this.files = page.getByRole('list', { name: 'Files' });
    this.error = this.conversation.getByRole('alert').filter({ hasText: /\S/ });
  }

  async goto(id: number): Promise<void> {
    await this.page.goto(`/support/tickets/${id}`);
    await expect(this.reply.or(this.page.getByText('This ticket is closed')).first()).toBeVisible();
  }

  /** The message with these words. */
  message(words: string | RegExp): Locator {
    return this.messages.filter({ hasText: words });
  }

  async say(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.send.click();
  }

  async attach(...files: NamedFile[]): Promise<void> {
    await (await this.chooser()).setFiles(files);
  }

  /** Chooses the file at a path. */
  async attachFrom(path: string): Promise<void> {
    await (await this.chooser()).setFiles(path);
  }

  private async chooser(): Promise<FileChooser> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Attach files' }).click();
    return chooser;
  }

  /** A file of the message being written, once it has arrived. */
  arrived(name: string): Locator {
    return this.files.getByRole('listitem').filter({ has: this.page.getByRole('button', { name: `Remove ${name}` }) });
  }
}
