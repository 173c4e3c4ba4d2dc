import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog that finds anything. */
export class Palette {
  readonly dialog: Locator;
  readonly field: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Find anything' });
    this.field = this.dialog.getByRole('combobox');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.field).toBeFocused();
  }

  result(words: string | RegExp): Locator {
    return this.dialog.getByRole('option', { name: words });
  }

  /** Looks for something and opens what matches, by keyboard. */
  async find(words: string, result: string | RegExp): Promise<void> {
    await this.open();
    await this.page.keyboard.type(words);
    // Results of half the words must not be chosen from: the rest would replace them.
    await expect(this.dialog.getByRole('listbox')).toHaveAttribute('aria-busy', 'false');
    const wanted = this.result(result).first();
    await expect(wanted).toBeVisible();
    while ((await wanted.getAttribute('aria-selected')) !== 'true') await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await expect(this.dialog).toBeHidden();
  }
}
