// Staff look at the portal as one of its customers: they read everything and change nothing.
import { Directory } from '../pages/console/directory.ts';
import { NewTicket } from '../pages/portal/new-ticket.ts';
import { People } from '../pages/portal/people.ts';
import { Preview } from '../pages/portal/preview.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { violations } from '../support/axe.ts';
import { hanna, maya } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';

test('a contact’s record leads to the portal as they see it', async ({ open, customer, staff, complaints }) => {
  complaints.expect(/status of 4\d\d/);
  const id = await (await customer(hanna)).file({ subject: 'Seen through other eyes' });
  await (await staff(maya)).reply(id, 'Not read by her yet.');
  const desk = await open(await freshSession(maya));
  const contacts = new Directory(desk, 'contact');
  await contacts.goto();
  await contacts.openRecord('Hanna Weber');
  const marks: string[] = [];
  desk.context().on('request', (request) => {
    if (request.url().endsWith('/read-mark')) marks.push(request.url());
  });
  // before the press: the new tab is quick
  const started = desk.context().waitForEvent('request', (request) => request.url().endsWith('/support/previews'));
  const opened = desk.waitForEvent('popup');
  await contacts.details.getByRole('button', { name: 'See portal as Hanna Weber' }).click();
  const page = await opened;

  const list = new TicketList(page);
  await expect(list.heading).toBeVisible();
  const { token } = (await started).postDataJSON();
  const { bar, end } = new Preview(page);
  await expect(bar).toContainText('You see this portal as Hanna Weber. Nothing can be changed.');
  await expect(page.getByText('File a support ticket')).toHaveCount(0);
  await list.ticket('Seen through other eyes').click();
  const ticket = new Ticket(page);
  await expect(ticket.message('Not read by her yet.')).toBeVisible();
  await expect(bar).toBeVisible();
  await expect(page.getByText('Here the customer writes a reply.')).toBeVisible();
  await expect(ticket.reply).toHaveCount(0);
  const people = new People(page);
  await expect(people.list).toHaveCount(1);
  await expect(people.add.or(people.private)).toHaveCount(0);
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await page.goto('/support/tickets/new');
  await expect(page.getByText('Here the customer files a ticket')).toBeVisible();
  await expect(new NewTicket(page).send).toHaveCount(0);
  await page.goto('/support/account');
  await expect(page.getByText('weber@tailspin.example')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Where you are signed in' })).toContainText(/last used|Nowhere at the moment/);
  await expect(page.getByRole('main').getByRole('button'), 'nothing can be changed').toHaveCount(0);

  await end.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(bar).toHaveCount(0);
  expect(marks).toEqual([]);
  await desk.reload();
  await expect(desk.getByRole('heading', { level: 1, name: 'Hanna Weber' })).toBeVisible();

  await page.goto(`/support/preview#${token}`);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('The preview could not be opened. Start it again in the console');
});

test('one preview takes the place of another', async ({ open }) => {
  const desk = await open(await freshSession(maya));
  const contacts = new Directory(desk, 'contact');
  for (const name of ['Hanna Weber', 'Wei Zhang']) {
    await contacts.goto();
    await contacts.openRecord(name);
    const opened = desk.waitForEvent('popup');
    await contacts.details.getByRole('button', { name: `See portal as ${name}` }).click();
    await expect(new Preview(await opened).bar).toContainText(`You see this portal as ${name}.`);
  }
});
