import { expect, type Locator, type Page } from '@playwright/test';

export type View = 'mine' | 'unassigned' | 'open' | 'closed' | 'all';

/** The list of tickets beside the open one. */
export class Inbox {
  readonly list: Locator;
  readonly rows: Locator;
  readonly rail: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole('region', { name: 'Tickets' });
    this.rows = this.list.getByRole('listitem').getByRole('link');
    this.rail = page.getByRole('navigation', { name: 'Main' });
  }

  async goto(view: View, ticket?: number): Promise<void> {
    await this.page.goto(`/console/inbox/${view}${ticket === undefined ? '' : `/${ticket}`}`);
    await expect(this.list).toHaveCount(1);
  }

  row(words: string | RegExp): Locator {
    return this.rows.filter({ hasText: words });
  }

  /** The link to a view, with its count. */
  view(name: string): Locator {
    return this.rail.getByRole('link', { name: new RegExp(`^${name}( [\\d,]+)?$`) });
  }

  /** How many tickets a view says it holds. */
  async count(view: string): Promise<number> {
    const words = await this.view(view).innerText();
    return Number(words.replace(/[^\d]/g, '') || '0');
  }
}
