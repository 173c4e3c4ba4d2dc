// Who may enter a portal and what is seen there. The stories share one portal: what is saved here changes nothing
// for the customers of the others, and is set back.
import { createList, one } from '../pages/console/lists.ts';
import { PortalSettings } from '../pages/console/portal-settings.ts';
import { maya, priya, sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('access by lists: what it would change, agreed to, invitations stopped, and set back', async ({ open }) => {
  const page = await open(sofia);
  await createList(page, 'Everybody with an address', one('email', 'is_known'));
  await createList(page, 'Nobody in particular');
  const settings = new PortalSettings(page);
  await settings.goto('Access');
  await expect(settings.choice('Everyone who can sign in')).toBeChecked();
  await expect(settings.change).toContainText('Change who may enter');
  await settings.choice('Contacts on chosen lists').check();
  await settings.saveAccess.click();
  await expect(page.getByRole('group', { name: 'There is a problem' })).toContainText('Choose at least one list');

  await settings.chooseList('Nobody in particular');
  await expect(settings.addList).toBeFocused();
  await expect(settings.change).toContainText(/Afterwards\s*0 contacts/);
  await expect(settings.change).toContainText('shut out at once');
  await expect(settings.change).toContainText('can no longer enter');
  await settings.chooseList('Everybody with an address');
  await expect(settings.change).not.toContainText('shut out');
  await expect(settings.change).toContainText(/registration mails? (is|are) sent/);
  await settings.saveAccess.click();
  const asked = settings.dialog('Save this access?');
  await asked.getByRole('button', { name: 'Keep editing' }).click();
  await expect(settings.saveAccess).toBeFocused();
  await settings.saveAccess.click();
  await asked.getByRole('button', { name: 'Save access' }).click();
  await expect(page.getByText('Access saved').first()).toBeVisible();

  const planned = settings.invitations.getByRole('listitem').filter({ hasText: 'Nobody in particular' });
  await expect(planned).toContainText('Planned');
  await planned.getByRole('button', { name: 'Stop inviting' }).click();
  await settings.dialog('Stop inviting?').getByRole('button', { name: 'Take list off' }).click();
  await expect(planned).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Take off Nobody in particular' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Take off Everybody with an address' })).toBeVisible();

  await page.goto('/console/lists');
  await page.getByRole('link', { name: 'Everybody with an address' }).click();
  const usedBy = page.getByRole('region', { name: 'Used by' });
  await expect(usedBy).toContainText('may enter');
  await page.getByRole('button', { name: 'Remove condition' }).focus();
  await page.getByRole('group', { name: 'Condition 1 of 1' }).getByRole('combobox', { name: 'Comparison' }).selectOption('is unknown');
  const change = page.getByRole('region', { name: 'What saving changes' });
  await expect(change).toContainText('can no longer enter');
  await page.getByRole('button', { name: 'Save list' }).click();
  const shutOut = page.getByRole('dialog', { name: 'Contacts lose access to a portal' });
  await expect(shutOut).toContainText('Northwind Support');
  await shutOut.getByRole('button', { name: 'Keep editing' }).click();

  await usedBy.getByRole('link', { name: 'Northwind Support' }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave without saving' }).click();
  await settings.choice('Everyone who can sign in').check();
  await expect(settings.change).toContainText('Afterwards');
  await settings.saveAccess.click();
  // Those who were never invited lose what the list would have given them.
  const again = settings.dialog('Save this access?');
  await again.getByRole('button', { name: /^Save/ }).click();
  await expect(settings.invitations).toHaveCount(0);
  await expect(settings.choice('Everyone who can sign in')).toBeChecked();
});

test('ticket visibility: who sees fewer, said before it is saved', async ({ open }) => {
  const page = await open(sofia);
  const settings = new PortalSettings(page);
  await settings.goto('Ticket visibility');
  await expect(settings.choice("Their company's tickets too")).toBeChecked();
  await settings.choice('Their own tickets').check();
  await expect(settings.change.getByRole('table', { name: /see(s)? fewer/ })).toBeVisible();
  await settings.saveVisibility.click();
  await expect(settings.dialog('Save this visibility?')).toContainText('fewer');
  await page.keyboard.press('Escape');
  await expect(settings.saveVisibility).toBeFocused();

  await settings.choice(/for some contacts/).check();
  await settings.saveVisibility.click();
  await expect(page.getByRole('alert').filter({ hasText: 'add a condition' })).toBeVisible();
  await settings.company.start.click();
  await settings.company.condition(0).choose('E-mail');
  await settings.company.condition(0).comparison.selectOption('is known');
  await expect(settings.change).toContainText('Nobody sees more or fewer tickets');

  await settings.tickets.start.click();
  const filter = settings.tickets.condition(0);
  await filter.choose('Status');
  await filter.values.click();
  await page.getByRole('option', { name: 'Open', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Ticket filter: what passes now' })).toContainText('Status is Open');
  await expect(settings.change.getByRole('table', { name: /see(s)? fewer/ })).toBeVisible();
  await filter.remove.click();
  await expect(settings.tickets.start).toBeFocused();
  await settings.saveVisibility.click();
  await expect(page.getByText('Ticket visibility saved').first()).toBeVisible();
  await page.reload();
  await expect(settings.choice(/for some contacts/)).toBeChecked();
  await settings.choice("Their company's tickets too").check();
  await settings.saveVisibility.click();
  await expect(page.getByText('Ticket visibility saved').first()).toBeVisible();
});

test('opening company tickets warns loudly before anything is saved', async ({ open }) => {
  const page = await open(sofia);
  const settings = new PortalSettings(page);
  const contact = { id: 1, name: 'Robin Olsen', email: 'olsen@tailspin.example' };
  // The shared portal is open to colleagues already: what the server would say otherwise is played.
  await page.route('**/visibility-previews', (route) =>
    route.fulfill({
      json: {
        is_counted: true,
        tickets_before: 12,
        tickets_after: 18,
        more: 1,
        more_sample: [{ contact, before: 2, after: 9 }],
        fewer: 0,
        fewer_sample: [],
        colleagues: 1,
        warning: '1 contact would see tickets of colleagues for the first time.',
      },
    }),
  );
  let saved = false;
  await page.route('**/visibility', (route) => {
    saved = route.request().method() === 'PUT';
    return route.fallback();
  });
  await settings.goto('Ticket visibility');
  await settings.saveVisibility.click();
  const asked = settings.dialog('Save this visibility?');
  await expect(asked).toContainText('would see tickets of colleagues for the first time');
  await expect(asked.getByRole('table', { name: '1 contact sees more' })).toContainText('9');
  await expect(asked.getByRole('button', { name: 'Open tickets to colleagues' })).toBeVisible();
  await asked.getByRole('button', { name: 'Keep editing' }).click();
  expect(saved).toBe(false);
});

test('a portal is turned off only after asking, and on again', async ({ open }) => {
  const page = await open(sofia);
  const settings = new PortalSettings(page);
  // The others go on using the portal: that it is off is played.
  await page.route('**/publication', async (route) => {
    const id = route.request().url().split('/').at(-2);
    const now = await (await page.request.get(`/api/v1/portals/${id}`)).json();
    await route.fulfill({ json: { ...now, is_on: route.request().postDataJSON().is_on } });
  });
  await settings.goto('General');
  await expect(page.getByText('Customers reach this portal.')).toBeVisible();
  await page.getByRole('button', { name: 'Turn portal off' }).click();
  const asked = settings.dialog('Turn the portal off?');
  await expect(asked).toContainText('out at once');
  await asked.getByRole('button', { name: 'Turn portal off' }).click();
  await expect(page.getByText('Nobody is invited.')).toBeVisible();
  const on = page.getByRole('button', { name: 'Turn portal on' });
  await expect(on).toBeFocused();
  await on.click();
  await expect(page.getByText('Customers reach this portal.')).toBeVisible();
});

test('somebody else was faster: nothing is overwritten', async ({ open, complaints }) => {
  complaints.expect(/status of 412/);
  const [page, other] = [await open(sofia), await open(sofia)];
  const [settings, theirs] = [new PortalSettings(page), new PortalSettings(other)];
  for (const one of [settings, theirs]) {
    await one.goto('Ticket visibility');
    await one.choice(/for some contacts/).check();
    await one.company.start.click();
    await one.company.condition(0).choose('E-mail');
    await one.company.condition(0).comparison.selectOption('is known');
  }
  await theirs.saveVisibility.click();
  await expect(other.getByText('Ticket visibility saved').first()).toBeVisible();
  await settings.saveVisibility.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody else changed this' })).toBeVisible();
  await page.getByRole('button', { name: 'Reload settings' }).click();
  await expect(settings.choice(/for some contacts/)).toBeChecked();
  await settings.choice("Their company's tickets too").check();
  await settings.saveVisibility.click();
  await expect(page.getByText('Ticket visibility saved').first()).toBeVisible();
});

test('who may not set portals sees neither the tab nor the page', async ({ open }) => {
  const page = await open(priya);
  await page.goto('/console/settings/portals');
  await expect(page.getByRole('heading', { level: 1, name: 'Not permitted' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' })).toHaveCount(0);
  await page.goto('/console/settings/audit');
  await expect(page.getByRole('heading', { level: 1, name: 'Not permitted' })).toBeVisible();
  const agent = await open(maya);
  await agent.goto('/console/settings/portals/1/access');
  await expect(agent.getByRole('heading', { level: 1, name: 'Not permitted' })).toBeVisible();
});
