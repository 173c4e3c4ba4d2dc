// Lists of contacts, and the builder their conditions are put together with.
import type { Page } from '@playwright/test';
import { createList, Lists, one } from '../pages/console/lists.ts';
import { priya, sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

/** What screen readers were told since. */
const heard = (page: Page, words: string | RegExp) =>
  expect(page.locator('[role=status][aria-live=polite]').first()).toHaveText(words);

test('an active list: conditions by keyboard alone, who passes, saved and changed', async ({ open }) => {
  const page = await open(sofia);
  const lists = new Lists(page);
  await lists.goto();
  await lists.create.focus();
  await page.keyboard.press('Enter');
  await expect(lists.dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Toy makers');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'New active list' })).toBeFocused();
  await expect(lists.name).toHaveValue('Toy makers');
  await expect(lists.conditions.root).toContainText('nobody is on the list');

  await lists.conditions.start.focus();
  await page.keyboard.press('Enter');
  const first = lists.conditions.condition(0);
  await expect(first.property).toBeFocused();
  await page.keyboard.type('company name');
  await page.keyboard.press('Enter');
  await expect(first.comparison).toBeFocused();
  await page.keyboard.type('contains');
  await page.keyboard.press('Tab');
  await expect(first.value).toBeFocused();
  await page.keyboard.type('TAILSPIN');
  await expect(lists.matches).toContainText('2 contacts of');
  await expect(lists.matches).toContainText('Robin Olsen');
  await expect(lists.matches).toContainText('Company name contains “TAILSPIN”');

  await page.keyboard.press('Enter');
  const second = lists.conditions.condition(1);
  await expect(second.property).toBeFocused();
  await heard(page, /Condition added/);
  await expect(lists.matches).toContainText('Finish every condition');
  await page.keyboard.type('e-mail');
  await page.keyboard.press('Enter');
  await expect(second.comparison).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(second.values).toBeFocused();
  await page.keyboard.type('olsen@tailspin.example');
  await page.keyboard.press('Enter');
  await expect(second.root.getByRole('button', { name: 'Remove olsen@tailspin.example' })).toBeVisible();
  await expect(lists.matches).toContainText('1 contact of');

  await second.remove.focus();
  await page.keyboard.press('Delete');
  await expect(first.remove).toBeFocused();
  await heard(page, 'Condition removed, 2 contacts');
  await page.getByRole('button', { name: 'Create list' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Toy makers' })).toBeFocused();
  await expect(lists.member('Hanna Weber')).toBeVisible();

  await first.value.fill('nobody is called so');
  await expect(lists.change).toContainText('2 contacts leave the list');
  await lists.change.getByText('2 contacts leave the list').click();
  await expect(lists.change.getByRole('link', { name: /Hanna Weber/ })).toBeVisible();
  await first.value.fill('contoso');
  await expect(lists.change).toContainText('2 contacts join the list');
  await lists.name.fill('Contoso people');
  await lists.save.click();
  await expect(page.getByText('List saved').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Contoso people' })).toBeVisible();
  await expect(lists.member('Wei Zhang')).toBeVisible();
  await expect(lists.change).toBeHidden();
  await page.reload();
  await expect(first.value).toHaveValue('contoso');
});

test('groups: any of them, duplicated, deleted, named and announced', async ({ open }) => {
  const page = await open(sofia);
  const lists = new Lists(page);
  await lists.goto(await createList(page, 'Groups', one('company.name', 'contains', 'tailspin')));
  const { conditions } = lists;
  await expect(conditions.groups).toHaveCount(1);
  await page.getByRole('button', { name: 'Duplicate group' }).click();
  await expect(page.getByRole('group', { name: 'Group 2 of 2' })).toBeVisible();
  await heard(page, 'Group duplicated, 2 contacts');
  const copy = conditions.condition(1);
  await expect(copy.property).toBeFocused();
  await copy.value.fill('contoso');
  await expect(lists.matches).toContainText('4 contacts of');
  await expect(lists.matches).toContainText(/contains “tailspin”, or .*contains “contoso”/);
  await page.getByRole('button', { name: 'Delete group' }).first().click();
  await expect(conditions.condition(0).value).toHaveValue('contoso');
  await expect(conditions.condition(0).remove).toBeFocused();
  await heard(page, 'Group deleted, 2 contacts');
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(conditions.start).toBeFocused();
  await lists.save.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Add a condition' })).toBeVisible();
});

test('each kind of value has its control', async ({ open, complaints }) => {
  complaints.expect(/status of 422/);
  const page = await open(sofia);
  const lists = new Lists(page);
  await page.goto('/console/lists/new?name=Kinds');
  await lists.conditions.start.click();
  const condition = lists.conditions.condition(0);
  await condition.choose('Create date');
  await condition.comparison.selectOption('is in the last');
  await condition.root.getByLabel('Days').fill('1');
  await expect(lists.matches).toContainText('Create date is in the last 1 day');
  await condition.comparison.selectOption('is between');
  await condition.root.getByLabel('From').fill('2020-01-01');
  await condition.root.getByLabel('To').fill('2019-01-01');
  await expect(condition.root.locator('.field-error')).toBeVisible();
  await expect(condition.root.getByLabel('From')).toHaveAttribute('aria-invalid', 'true');
  await condition.root.getByLabel('To').fill('2030-01-01');
  await expect(condition.root.locator('.field-error')).toBeHidden();
  await expect(lists.matches).toContainText('is between 2020-01-01 and 2030-01-01');
  await condition.comparison.selectOption('is known');
  await expect(lists.matches).toContainText('Create date is known');
  await expect(condition.root.getByLabel('From')).toHaveCount(0);

  const other = await createList(page, 'Chosen by name');
  expect(other).toBeGreaterThan(0);
  await page.reload();
  await lists.conditions.start.click();
  await condition.choose('List');
  await condition.values.click();
  await page.getByRole('option', { name: 'Chosen by name' }).click();
  await expect(condition.values).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(lists.matches).toContainText('0 contacts of');
  await condition.values.press('Backspace');
  await expect(condition.root.getByRole('button', { name: /^Remove Chosen/ })).toHaveCount(0);
});

test('what is unfinished or refused is said at its condition', async ({ open, complaints }) => {
  complaints.expect(/status of 422/);
  const page = await open(sofia);
  const lists = new Lists(page);
  const taken = 'Taken name';
  await createList(page, taken);
  await page.goto('/console/lists/new');
  const create = page.getByRole('button', { name: 'Create list' });
  await create.click();
  await expect(page.getByRole('group', { name: 'There is a problem' })).toBeFocused();
  await lists.name.fill(taken);
  await lists.conditions.start.click();
  await create.click();
  const condition = lists.conditions.condition(0);
  await expect(condition.property).toBeFocused();
  await expect(condition.property).toHaveAttribute('aria-invalid', 'true');
  await expect(condition.root).toContainText('Choose a property.');
  await condition.choose('First name');
  await expect(condition.root).not.toContainText('Choose a property.');
  await create.click();
  await expect(condition.values).toBeFocused();
  await condition.comparison.selectOption('is known');
  await create.click();
  await expect(page.getByRole('group', { name: 'There is a problem' })).toContainText('Another list has this name');
});

test('a static list: members put on, taken off and back', async ({ open }) => {
  const page = await open(sofia);
  const lists = new Lists(page);
  await lists.goto();
  await lists.create.click();
  await lists.dialog.getByRole('textbox', { name: 'Name' }).fill('Pilot customers');
  await lists.dialog.getByRole('radio', { name: 'Static' }).check();
  await lists.dialog.getByRole('button', { name: 'Create list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pilot customers' })).toBeVisible();
  await expect(lists.members).toContainText('Nobody is on the list yet');
  for (const name of ['Robin Olsen', 'Wei Zhang']) {
    await lists.add.fill(name);
    await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    await expect(lists.member(name)).toBeVisible();
    await expect(lists.add).toBeFocused();
  }
  await lists.members.getByRole('button', { name: 'Take Robin Olsen off the list' }).click();
  await expect(lists.member('Robin Olsen')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(lists.member('Robin Olsen')).toBeVisible();
  await lists.goto();
  await expect(lists.table.getByRole('row').filter({ hasText: 'Pilot customers' })).toContainText('2');
});

test('a list that is used is not deleted; one that is not used is', async ({ open }) => {
  const page = await open(sofia);
  const lists = new Lists(page);
  const inner = await createList(page, 'Used by another');
  await createList(page, 'Uses another', one('list', 'is_any_of', [inner]));
  await lists.goto(inner);
  await expect(lists.usedBy.getByRole('link', { name: 'Uses another' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete list' }).click();
  const refused = page.getByRole('dialog', { name: 'This list cannot be deleted' });
  await refused.getByRole('link', { name: 'Uses another' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Uses another' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete list' }).click();
  await page.getByRole('dialog', { name: 'Delete list?' }).getByRole('button', { name: 'Delete list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lists' })).toBeVisible();
  await expect(lists.table.getByRole('link', { name: 'Used by another' })).toBeVisible();
  await expect(lists.table.getByRole('link', { name: 'Uses another' })).toHaveCount(0);
});

test('who may only read sees lists and members and changes nothing', async ({ open }) => {
  const owner = await open(sofia);
  const id = await createList(owner, 'For readers', one('company.name', 'contains', 'tailspin'));
  const page = await open(priya);
  const lists = new Lists(page);
  await lists.goto(id);
  await expect(lists.member('Robin Olsen')).toBeVisible();
  await expect(page.getByText('Company name contains “tailspin”')).toBeVisible();
  await expect(lists.save).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Delete list' })).toHaveCount(0);
  await page.goto('/console/lists');
  await expect(lists.table).toBeVisible();
  await expect(lists.create).toHaveCount(0);
});
