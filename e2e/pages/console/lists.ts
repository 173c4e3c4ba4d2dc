import { randomUUID } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import { FilterBuilder } from './filter.ts';

/** Lists: the index, the dialog for a new one, and one list. */
export class Lists {
  readonly table: Locator;
  readonly create: Locator;
  readonly dialog: Locator;
  readonly heading: Locator;
  readonly name: Locator;
  readonly conditions: FilterBuilder;
  readonly matches: Locator;
  readonly change: Locator;
  readonly usedBy: Locator;
  readonly members: Locator;
  readonly add: Locator;
  readonly save: Locator;

  constructor(readonly page: Page) {
    const main = page.getByRole('main');
    this.table = page.getByRole('table', { name: 'Lists by name' });
    this.create = main.getByRole('button', { name: 'New list' }).first();
    this.dialog = page.getByRole('dialog', { name: 'New list' });
    this.heading = page.getByRole('heading', { level: 1 });
    this.name = main.getByRole('textbox', { name: 'Name', exact: true });
    this.conditions = new FilterBuilder(page, 'Conditions');
    this.matches = page.getByRole('region', { name: 'Who is on the list' });
    this.change = page.getByRole('region', { name: 'What saving changes' });
    this.usedBy = page.getByRole('region', { name: 'Used by' });
    this.members = page.getByRole('region', { name: 'Members' });
    this.add = page.getByRole('combobox', { name: 'Add a contact' });
    this.save = main.getByRole('button', { name: 'Save list' });
  }

  async goto(id?: number): Promise<void> {
    await this.page.goto(id === undefined ? '/console/lists' : `/console/lists/${id}`);
    await expect(id === undefined ? this.create : this.members).toBeVisible();
  }

  member(name: string): Locator {
    return this.members.getByRole('row').filter({ hasText: name });
  }
}

/** A list made at the API: active with a filter, static without. */
export async function createList(page: Page, name: string, filter?: unknown): Promise<number> {
  const answer = await page.request.post('/api/v1/lists', {
    data: { name, ...(filter ? { filter } : {}) },
    headers: { 'idempotency-key': randomUUID() },
  });
  if (!answer.ok()) throw new Error(`list ${name}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()).id;
}

/** A filter of one condition. */
export const one = (property: string, operator: string, value?: unknown) => ({
  any: [{ all: [{ property, operator, ...(value === undefined ? {} : { value }) }] }],
});
