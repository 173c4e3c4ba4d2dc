// The audit log: found by action, user and time, with before and after.
import { createList, one } from '../pages/console/lists.ts';
import { sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('an event is found, and says what was before and after', async ({ open }) => {
  const page = await open(sofia);
  const id = await createList(page, 'Audited list', one('email', 'is_known'));
  await page.request.patch(`/api/v1/lists/${id}`, { data: { name: 'Audited list, renamed' }, headers: { 'if-match': '*' } });
  await page.goto('/console/settings/audit');
  const table = page.getByRole('table', { name: 'Events, newest first' });
  await expect(table).toBeVisible();
  await page.getByLabel('Action').selectOption('List updated');
  await expect(page).toHaveURL(/action=list\.updated/);
  await expect(table.getByRole('row').filter({ hasText: 'List created' })).toHaveCount(0);
  await page.getByLabel('User').selectOption('Sofia Lindqvist');
  await expect(page).toHaveURL(/user=\d+/);
  const row = table.getByRole('row').filter({ hasText: 'Audited list, renamed' });
  await row.getByRole('button', { name: 'List updated' }).click();
  const event = page.getByRole('dialog', { name: 'List updated' });
  await expect(event).toContainText('Sofia Lindqvist');
  const name = event.getByRole('row', { name: /^Name/ });
  await expect(name.getByRole('cell')).toHaveText(['Audited list', 'Audited list, renamed']);
  await expect(event.getByRole('row', { name: /^Filter/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(row.getByRole('button')).toBeFocused();

  await page.getByLabel('To').fill('2020-01-01');
  await expect(page.getByText('No events match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL('/console/settings/audit');
  await expect(page.getByLabel('Action')).toHaveValue('');
  await expect(table.getByRole('row').filter({ hasText: 'Audited list' }).first()).toBeVisible();
});
