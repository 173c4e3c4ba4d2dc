// The console and the settings are two apps in one frame: a link from one to the other loads a new page.
import { PASSWORD, sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('links, keys and the palette lead from one app to the other and back', async ({ open }) => {
  const page = await open(sofia);
  const programs: string[] = [];
  page.on('request', (request) => {
    const program = request.url().match(/\/assets\/(\w+)-[0-9a-f]{16}\.wasm$/)?.[1];
    if (program !== undefined && programs.at(-1) !== program) programs.push(program);
  });
  const rail = page.getByRole('navigation', { name: 'Main' });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  await page.goto('/console/contacts');
  await expect(heading('Contacts')).toBeVisible();

  await rail.getByRole('link', { name: 'Settings' }).click();
  await expect(heading('Portals'), 'the focus travels along').toBeFocused();
  await expect(page).toHaveURL('/console/settings/portals');
  await expect(rail.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(heading('Audit log')).toBeFocused();

  await page.goBack();
  await expect(heading('Portals')).toBeVisible();
  await page.goBack();
  await expect(heading('Contacts')).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(heading('Portals')).toBeFocused();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  await palette.getByRole('combobox').fill('Hanna Weber');
  await palette.getByRole('option', { name: 'Hanna Weber weber@' }).click();
  await expect(heading('Hanna Weber')).toBeFocused();
  expect(programs.slice(0, 2)).toEqual(['console', 'settings']);
});

test('signing in leads to the settings when they were wanted', async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto('/console/settings/audit?action=list.updated');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the console' })).toBeVisible();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(sofia.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await expect(page).toHaveURL('/console/settings/audit?action=list.updated');
});
