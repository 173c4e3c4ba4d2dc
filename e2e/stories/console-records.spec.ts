// Contacts, companies, and tickets brought along from another desk.
import { Directory } from '../pages/console/directory.ts';
import { Inbox } from '../pages/console/inbox.ts';
import { Palette } from '../pages/console/palette.ts';
import { Ticket } from '../pages/console/ticket.ts';
import { sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a contact: found, with company, tickets and access', async ({ open }) => {
  const page = await open(sofia);
  const contacts = new Directory(page, 'contact');
  await contacts.goto();
  await contacts.search.fill('nobody of this name');
  await expect(page.getByText('No contacts match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await contacts.openRecord('Robin Olsen');
  await expect(contacts.details).toContainText('olsen@tailspin.example');
  await expect(contacts.details).toContainText('Active');
  await expect(contacts.details).toContainText('14 Feb 2023');
  await expect(contacts.details.getByRole('link', { name: 'Tailspin Toys' })).toBeVisible();
  await page.getByRole('link', { name: 'Invoices since the update show the wrong currency' }).click();
  await new Ticket(page).shows('Invoices since the update');
});

test('a list on one page has no pages to turn, and a mistyped place in it leads to its beginning', async ({ open, complaints }) => {
  complaints.expect(/status of 400/);
  const page = await open(sofia);
  const contacts = new Directory(page, 'contact');
  await page.goto('/console/contacts?q=olsen&after=zz');
  await expect(contacts.table.getByRole('link', { name: 'Robin Olsen' })).toBeVisible();
  await expect(page).toHaveURL('/console/contacts?q=olsen');
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  for (const name of ['Previous', 'Next']) await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('a new company, and a contact of it', async ({ open, complaints }) => {
  complaints.expect(/status of 422/);
  const page = await open(sofia);
  const companies = new Directory(page, 'company');
  await companies.goto();
  await companies.create.click();
  await companies.dialog.getByRole('textbox', { name: 'Name' }).fill('Proseware');
  await companies.dialog.getByRole('textbox', { name: 'E-mail domains' }).fill('proseware.example, @prose.example');
  await companies.dialog.getByRole('button', { name: 'Create company' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Proseware' })).toBeVisible();
  await expect(companies.details).toContainText('proseware.example, prose.example');
  await expect(page.getByText('No tickets yet')).toBeVisible();

  const contacts = new Directory(page, 'contact');
  await contacts.goto();
  await contacts.create.click();
  await contacts.dialog.getByRole('textbox', { name: 'E-mail address' }).fill('olsen@tailspin.example');
  await contacts.dialog.getByRole('button', { name: 'Create contact' }).click();
  await expect(contacts.dialog.getByRole('group', { name: 'There is a problem' })).toBeVisible();
  await contacts.dialog.getByRole('textbox', { name: 'E-mail address' }).fill('zoe@proseware.example');
  await contacts.dialog.getByRole('textbox', { name: 'First name' }).fill('Zoé');
  await contacts.dialog.getByRole('combobox', { name: 'Company' }).fill('prose');
  await page.getByRole('option', { name: /^Proseware/ }).click();
  await contacts.dialog.getByRole('button', { name: 'Create contact' }).click();
  await expect(contacts.details.getByRole('link', { name: 'Proseware' })).toBeVisible();
  await contacts.details.getByRole('link', { name: 'Proseware' }).click();
  await expect(companies.details.getByRole('link', { name: 'Zoé' })).toBeVisible();
});

const HEAD =
  'Ticket ID,Customer Name,Customer Email,Product Purchased,Date of Purchase,Ticket Type,Ticket Subject,Ticket Description,Ticket Status,Resolution,Ticket Priority';
const row = (id: number, email: string, subject: string, status: string, priority: string): string =>
  `${id},Old Customer ${id},${email},Scale,2026-03-0${id},Refund request,${subject},"It came broken, twice.",${status},${status === 'Closed' ? 'A new one was sent.' : ''},${priority}`;

test('an import to its end, with refused rows, and once more without effect', async ({ open, complaints }) => {
  complaints.expect(/status of 422/);
  const csv = [
    HEAD,
    row(1, 'first@imported.example', 'Imported and open', 'Open', 'High'),
    row(2, 'second@imported.example', 'Imported and closed', 'Closed', 'Low'),
    row(3, 'no address at all', 'Refused for its address', 'Open', 'Low'),
    row(4, 'fourth@imported.example', 'Refused for its priority', 'Open', 'Sky-high'),
  ].join('\n');
  const page = await open(sofia);
  const start = async (): Promise<void> => {
    await page.goto('/console/settings/imports');
    await page.getByLabel('CSV file').setInputFiles({ name: 'old-desk.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByRole('button', { name: 'Start from the example' }).click();
    await page.getByRole('button', { name: 'Start import' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'old-desk.csv' })).toBeVisible();
  };
  await page.goto('/console/settings/imports');
  await page.getByRole('button', { name: 'Start import' }).click();
  await expect(page.getByRole('group', { name: 'There is a problem' }).getByRole('link')).toHaveCount(2);

  await start();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('Done');
  await expect(progress).toContainText(/Tickets created\s*2/);
  await expect(progress).toContainText(/Rows refused\s*2/);
  const refused = page.getByRole('table').getByRole('row');
  await expect(refused.filter({ has: page.getByRole('cell', { name: '4', exact: true }) })).toContainText(/e-?mail/i);
  await expect(refused.filter({ has: page.getByRole('cell', { name: '5', exact: true }) })).toContainText('Sky-high');
  const report = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download report' }).click();
  expect((await report).suggestedFilename()).toContain('.csv');

  await start();
  await expect(progress).toContainText('Done');
  await expect(progress).toContainText(/Tickets created\s*0/);
  await expect(progress).toContainText(/Imported before\s*2/);

  await new Inbox(page).goto('mine');
  await new Palette(page).find('second@imported', 'Imported and closed');
  const ticket = new Ticket(page);
  await ticket.shows('Imported and closed');
  await expect(ticket.message('It came broken, twice.')).toBeVisible();
  await expect(ticket.message('A new one was sent.')).toBeVisible();
  await expect(ticket.details).toContainText('Scale');
});
