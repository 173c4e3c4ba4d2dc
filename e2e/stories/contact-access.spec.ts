// A contact's access as staff see and change it: the card, sessions, lists, consent.
import { createList, one } from '../pages/console/lists.ts';
import { Directory } from '../pages/console/directory.ts';
import { SignIn } from '../pages/portal/sign-in.ts';
import { violations } from '../support/axe.ts';
import { enrol } from '../support/enrol.ts';
import { kai, maya, priya, sofia, type Person } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';
import type { Page } from '@playwright/test';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function record(page: Page, { name }: Person): Promise<void> {
  const contacts = new Directory(page, 'contact');
  await contacts.goto();
  await contacts.openRecord(name);
  await expect(region(page, 'Portal access')).toBeVisible();
}

test('a contact is reset, signed out, blocked and let in again', async ({ open, complaints }) => {
  complaints.expect(/status of 401/);
  const customer = await enrol('Nadia', 'Costa');
  const theirs = await open(await freshSession(customer));
  await theirs.goto('/support/tickets');
  await expect(theirs.getByRole('heading', { level: 1, name: 'Tickets' })).toBeVisible();
  const page = await open(maya);
  await record(page, customer);
  const [access, sessions] = [region(page, 'Portal access'), region(page, 'Sessions')];
  await expect(access).toContainText('Active');
  await expect(access).toContainText('Last signed in');
  await expect(access).toContainText('May enter.');
  await expect(access.getByRole('button', { name: /invitation/ })).toHaveCount(0);
  await access.getByRole('button', { name: 'Send password reset' }).click();
  await expect(access.getByText('The mail waits in the outbox. Its link works for an hour.')).toBeVisible();

  await expect(sessions.getByRole('listitem').first()).toContainText('last used');
  await sessions.getByRole('button', { name: 'Sign out everywhere' }).click();
  const asked = page.getByRole('dialog', { name: `Sign ${customer.name} out everywhere?` });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(sessions.getByRole('button', { name: 'Sign out everywhere' })).toBeFocused();
  await page.keyboard.press('Enter');
  await asked.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(sessions).toContainText('Not signed in anywhere');
  await expect(sessions.getByRole('heading', { name: 'Sessions' })).toBeFocused();
  const signIn = new SignIn(theirs);
  await expect(signIn.heading, 'nothing is left to see on their device').toBeVisible();
  await signIn.signIn(customer);
  await expect(theirs.getByRole('heading', { level: 1, name: 'Tickets' })).toBeVisible();

  await access.getByRole('button', { name: 'Block', exact: true }).click();
  const block = page.getByRole('dialog', { name: `Block ${customer.name}?` });
  await expect(block).toContainText('can no longer sign in to Northwind Support');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await block.getByRole('button', { name: 'Block contact' }).click();
  await expect(access).toContainText('Blocked');
  await expect(access).toContainText('May not enter: blocked.');
  await expect(signIn.heading).toBeVisible();
  await expect(access.getByRole('button', { name: 'Send password reset' })).toHaveCount(0);
  await expect(access.getByRole('button', { name: 'Let in again' })).toBeFocused();
  await page.keyboard.press('Enter');
  const back = page.getByRole('dialog', { name: `Let ${customer.name} in again?` });
  await back.getByRole('button', { name: 'Let in again' }).click();
  await expect(access).toContainText('May enter.');
  await expect(access.getByRole('button', { name: 'Block', exact: true })).toBeFocused();
  await freshSession(customer);
});

test('lists, and portals that are not meant for a contact', async ({ open }) => {
  const page = await open(sofia);
  const name = `People of post.example ${Date.now()}`;
  await createList(page, name, one('email', 'is_any_of', [kai.email]));
  // the portal is everybody's for all other stories: what the server would say otherwise is played
  await page.route(/\/api\/v1\/contacts\/\d+$/, async (route) => {
    const contact = await (await route.fetch()).json();
    const [first] = contact.portal_access;
    contact.portal_access = [
      { ...first, status: 'none', last_sign_in_at: null, entry: 'not_listed' },
      { ...first, portal_id: 77, portal: 'Partners', status: 'none', last_sign_in_at: null, entry: 'off' },
      { ...first, portal_id: 78, portal: 'Wholesale', host: 'help.northwind.example', status: 'invited', entry: 'open' },
    ];
    await route.fulfill({ json: contact });
  });
  await record(page, kai);
  const lists = region(page, 'Lists');
  await expect(lists.getByRole('listitem').filter({ hasText: name })).toContainText('Active');
  const access = region(page, 'Portal access');
  await expect(access.getByText('No access yet')).toBeVisible();
  const row = (portal: string) => access.getByRole('listitem').filter({ hasText: portal });
  await expect(row('Northwind Support')).toContainText('for contacts on chosen lists, and this contact is on none of them');
  await expect(row('Northwind Support').getByRole('button', { name: /See portal/ })).toHaveCount(0);
  await expect(row('Partners')).toContainText('turned off');
  await expect(row('Partners').getByRole('button')).toHaveCount(0);
  await expect(row('Wholesale')).toContainText('May enter once a password is set.');
  await expect(row('Wholesale').getByRole('button', { name: 'Send invitation again' })).toBeVisible();
  await expect(access.getByText('help.northwind.example')).toBeVisible();
  await lists.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('what a contact agreed to, as it was worded', async ({ open }) => {
  const page = await open(maya);
  const consent = {
    host: 'localhost', version: 3, notice: 'We keep your name.', label: 'I agree.', ip: '192.0.2.7',
    agreed_at: '2026-03-01T09:30:00.000Z',
  };
  await page.route('**/consents', (route) => route.fulfill({ json: [consent] }));
  await record(page, kai);
  const card = region(page, 'Consent');
  await expect(card).toContainText('Agreed to version 3');
  await expect(card).toContainText('from 192.0.2.7');
  await expect(card.getByText('We keep your name.')).toBeHidden();
  await card.getByText('Show wording').focus();
  await page.keyboard.press('Enter');
  await expect(card.getByText('We keep your name.')).toBeVisible();
  await expect(card.getByText('I agree.')).toBeVisible();
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
});

test('whoever may only read changes nothing', async ({ open }) => {
  const page = await open(priya);
  await record(page, kai);
  await expect(region(page, 'Consent')).toContainText('Has agreed to nothing');
  const buttons = region(page, 'Portal access').getByRole('button');
  await expect(buttons).toHaveText([`See portal as ${kai.name}`]);
  await expect(region(page, 'Sessions').getByRole('button')).toHaveCount(0);
});
