// The walk of a new admin, by what the pages say alone: the portal goes from "own tickets, whoever registers" to
// "company tickets for the managers on two lists", and a customer of each kind meets what was decided. It changes
// what all other stories rely on, so it has a server of its own.
import { Lists } from '../pages/console/lists.ts';
import { PortalSettings } from '../pages/console/portal-settings.ts';
import { SignIn as ConsoleSignIn } from '../pages/console/sign-in.ts';
import { Denied } from '../pages/portal/denied.ts';
import { SignIn } from '../pages/portal/sign-in.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { amara, hanna, robin, sofia, type Person } from '../support/people.ts';
import { launch, type Server } from '../support/server.ts';
import { expect, test } from '../support/test.ts';
import type { Page } from '@playwright/test';

let server: Server;
test.beforeAll(async () => {
  server = await launch();
});
test.afterAll(() => server.stop());

test('from whoever registers to the managers on two lists', async ({ open, complaints }) => {
  test.setTimeout(120_000);
  complaints.expect(/status of 40[13]/);
  const browser = (): Promise<Page> => open(undefined, { baseURL: server.url });
  const enter = async (who: Person): Promise<Page> => {
    const page = await browser();
    const door = new SignIn(page);
    await door.goto('/support/tickets');
    await door.signIn(who);
    return page;
  };

  const desk = await browser();
  await desk.goto('/console');
  await new ConsoleSignIn(desk).signIn(sofia);
  const settings = new PortalSettings(desk);

  await test.step('as it begins: own tickets, and strangers may register', async () => {
    await desk.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
    await desk.getByRole('link', { name: 'Private content' }).click();
    await desk.getByRole('main').getByRole('link', { name: 'localhost' }).click();
    await desk.getByRole('switch', { name: 'Allow self-registration' }).click();
    await desk.getByRole('textbox', { name: 'Notice' }).fill('We keep **your requests** to answer them.');
    await desk.getByRole('textbox', { name: 'Words beside the checkbox' }).fill('I agree.');
    await desk.getByRole('main').getByRole('button', { name: 'Save settings' }).click();
    await desk.getByRole('dialog', { name: 'Let strangers in?' }).getByRole('button', { name: 'Let strangers in' }).click();
    await expect(desk.getByText('saved').first()).toBeVisible();

    await settings.goto('Ticket visibility');
    await settings.choice('Their own tickets').check();
    await settings.saveVisibility.click();
    await settings.dialog('Save this visibility?').getByRole('button', { name: /^Save/ }).click();
    await expect(desk.getByText('Ticket visibility saved').first()).toBeVisible();

    const stranger = await browser();
    await stranger.goto('/support/');
    await expect(stranger.getByRole('link', { name: 'Register here' })).toBeVisible();
  });

  // Robin and Hanna are colleagues; Hanna is no manager.
  const robins = await enter(robin);
  const theirs = new TicketList(robins);
  await expect(theirs.ticket('Invoices since the update show the wrong currency')).toBeVisible();
  await expect(theirs.view).toHaveCount(0);
  const hannas = await enter(hanna);
  await expect(new TicketList(hannas).heading).toBeVisible();

  await test.step('two lists: one by a filter, one by hand', async () => {
    const lists = new Lists(desk);
    await lists.goto();
    await lists.create.click();
    await lists.dialog.getByRole('textbox', { name: 'Name' }).fill('Managers at Tailspin Toys');
    await desk.keyboard.press('Enter');
    await lists.conditions.start.click();
    const condition = lists.conditions.condition(0);
    await condition.choose('E-mail');
    await condition.comparison.selectOption('starts with');
    await condition.value.fill('olsen@');
    await expect(lists.matches).toContainText('Robin Olsen');
    await desk.getByRole('main').getByRole('button', { name: 'Create list' }).click();
    await expect(lists.member('Robin Olsen')).toBeVisible();

    await lists.goto();
    await lists.create.click();
    await lists.dialog.getByRole('textbox', { name: 'Name' }).fill('Managers elsewhere');
    await lists.dialog.getByRole('radio', { name: 'Static' }).check();
    await lists.dialog.getByRole('button', { name: 'Create list' }).click();
    await lists.add.fill('Amara');
    await desk.getByRole('option', { name: /Amara Diallo/ }).click();
    await expect(lists.member('Amara Diallo')).toBeVisible();
  });

  await test.step('only the two lists may enter, which is told before', async () => {
    await settings.goto('Access');
    await settings.choice('Contacts on chosen lists').check();
    await settings.chooseList('Managers at Tailspin Toys');
    await settings.chooseList('Managers elsewhere');
    await expect(settings.change).toContainText(/Afterwards\s*2 contacts/);
    await expect(settings.change).toContainText('Hanna Weber');
    await settings.saveAccess.click();
    await settings.dialog('Save this access?').getByRole('button', { name: /^Save|^Shut/ }).click();
    await expect(desk.getByText('Access saved').first()).toBeVisible();
    // her page was open, and learns it by itself
    await expect(new Denied(hannas).heading).toBeVisible();
    expect((await hannas.request.get('/support/tickets')).status(), 'refused, not only told').toBe(403);
  });

  await test.step('managers see the tickets of their company, which is told before', async () => {
    await settings.goto('Ticket visibility');
    await settings.choice(/for some contacts/).check();
    await settings.company.start.click();
    const condition = settings.company.condition(0);
    await condition.choose('List');
    await condition.values.click();
    await desk.getByRole('option', { name: 'Managers at Tailspin Toys' }).click();
    await desk.getByRole('option', { name: 'Managers elsewhere' }).click();
    await desk.keyboard.press('Escape');
    await expect(settings.change.getByRole('table', { name: /see(s)? more/ })).toContainText('Robin Olsen');
    await settings.saveVisibility.click();
    const asked = settings.dialog('Save this visibility?');
    await expect(asked).toContainText('tickets of colleagues and see none of them now');
    await asked.getByRole('button', { name: 'Open tickets to colleagues' }).click();
    await expect(desk.getByText('Ticket visibility saved').first()).toBeVisible();
  });

  await test.step('a customer of each kind', async () => {
    await theirs.goto();
    await theirs.choose(theirs.view, 'Organization tickets');
    const colleague = theirs.rows.filter({ hasText: 'Hanna Weber' }).first();
    await expect(colleague).toBeVisible();

    const amaras = new TicketList(await enter(amara));
    await expect(amaras.view).toBeVisible();

    const denied = new Denied(await enter(hanna));
    await expect(denied.heading).toBeVisible();
    await expect(denied.page.getByText('Managers')).toHaveCount(0);
  });

  await test.step('staff can say why, and who did it', async () => {
    await desk.goto('/console/settings/audit');
    const log = desk.getByRole('table', { name: 'Events, newest first' });
    for (const what of ['Domain private content changed', 'Portal access changed', 'Portal visibility changed']) {
      await expect(log.getByRole('row').filter({ hasText: what }).first()).toContainText('Sofia Lindqvist');
    }
  });
});
