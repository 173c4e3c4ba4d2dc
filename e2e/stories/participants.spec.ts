// A customer lets colleagues take part in a ticket, and keeps a ticket from the company.
import { NewTicket } from '../pages/portal/new-ticket.ts';
import { People } from '../pages/portal/people.ts';
import { Shell } from '../pages/portal/shell.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { violations } from '../support/axe.ts';
import { listening } from '../support/live.ts';
import { hanna, robin } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a colleague is added, replies, and leaves', async ({ open, customer }) => {
  const id = await (await customer(robin)).file({ subject: 'Two heads are better', description: 'Please help us both.' });
  const page = await open(robin);
  const ticket = new Ticket(page);
  const people = new People(page);
  await ticket.goto(id);
  await expect(people.list).toHaveText(['Robin Olsen (you, asked)']);
  await people.add.click();
  await expect(people.email).toBeFocused();
  await people.addColleague('not an address');
  await expect(people.email).toHaveAttribute('aria-invalid', 'true');
  await people.addColleague(hanna.email);
  await expect(people.dialog).toBeHidden();
  await expect(people.list).toHaveText([/^Robin Olsen/, /^Hanna Weber/]);
  await expect(ticket.conversation.getByText('Hanna Weber was added')).toBeVisible();

  const hers = await open(hanna);
  const seen = new Ticket(hers);
  await seen.goto(id);
  await seen.say('I saw it as well.');
  await expect(ticket.message('I saw it as well.')).toBeVisible();
  const herPeople = new People(hers);
  await expect(herPeople.list).toHaveText([/^Robin Olsen \(asked\)/, /^Hanna Weber \(you\)/]);
  await herPeople.list.getByRole('button', { name: 'Leave this ticket' }).click();
  await expect(herPeople.dialog).toContainText('Leave this ticket?');
  await herPeople.dialog.getByRole('button', { name: 'Leave ticket' }).click();
  await expect(hers).toHaveURL('/support/tickets');
  await expect(new Shell(hers).said(`You no longer take part in #${id}`)).toHaveCount(1);
  await expect(people.list).toHaveText([/^Robin Olsen/]);
});

test('an address that is not of the company is refused at the field', async ({ open, customer, complaints }) => {
  complaints.expect(/status of 422/);
  const id = await (await customer(robin)).file({ subject: 'Nobody else may see' });
  const page = await open(robin);
  const people = new People(page);
  await new Ticket(page).goto(id);
  await people.add.click();
  await people.addColleague('wei.zhang@contoso.example');
  await expect(people.dialog).toContainText('Nobody with this address is known in your company.');
  await expect(people.email).toHaveAttribute('aria-invalid', 'true');
  const found = [...(await violations(page, 'light')), ...(await violations(page, 'dark'))];
  expect(found).toEqual([]);
});

test('removing somebody names them, and the one who asked stays', async ({ open, customer }) => {
  const id = await (await customer(robin)).file({ subject: 'One too many' });
  const page = await open(robin);
  const people = new People(page);
  await new Ticket(page).goto(id);
  await people.add.click();
  await people.addColleague(hanna.email);
  await expect(people.list).toHaveCount(2);
  await expect(people.list.first().getByRole('button')).toHaveCount(0);
  await people.remove('Hanna Weber').click();
  await expect(people.dialog).toContainText('Remove Hanna Weber?');
  await people.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(people.list).toHaveCount(2);
  await people.remove('Hanna Weber').click();
  await people.dialog.getByRole('button', { name: 'Remove Hanna Weber' }).click();
  await expect(people.list).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Participants' })).toBeFocused();
});

test('a private ticket is kept from the company, and shown to it again', async ({ open, customer, complaints }) => {
  complaints.expect(/status of 404/);
  const id = await (await customer(robin)).file({ subject: 'About our salaries' });
  const page = await open(robin);
  const ticket = new Ticket(page);
  const people = new People(page);
  await ticket.goto(id);
  const hers = await open(hanna);
  const seen = new Ticket(hers);
  await listening(hers, () => seen.goto(id));
  const herPeople = new People(hers);
  await expect(herPeople.list).toHaveText([/^Robin Olsen \(asked\)/]);
  await expect(herPeople.add, 'whoever only sees it changes nothing').toHaveCount(0);
  await expect(herPeople.private).toHaveCount(0);

  await expect(people.seenBy).toContainText('Others at Tailspin Toys who see its tickets see this one as well.');
  await people.private.click();
  await expect(people.private).toBeChecked();
  await expect(people.private).toBeFocused();
  await expect(people.seenBy).toContainText('Only those named here see this ticket.');
  await expect(people.badge).toBeVisible();
  await expect(ticket.conversation.getByText('Made private to those who take part')).toBeVisible();
  await hers.reload();
  await expect(hers.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();

  await people.private.click();
  await expect(people.private).not.toBeChecked();
  await expect(people.badge).toHaveCount(0);
  await hers.reload();
  await expect(seen.subject).toHaveText('About our salaries');
});

test('a new ticket is private from the start, also after a reload of the form', async ({ open }) => {
  const page = await open(robin);
  const form = new NewTicket(page);
  await form.goto();
  await form.subject.fill('Private from the start');
  await form.description.fill('Nobody else shall see this.');
  await form.private.click();
  await expect(page.getByText('Draft saved')).toBeVisible();
  await page.reload();
  await expect(form.private).toBeChecked();
  await form.send.click();
  await expect(new Ticket(page).subject).toHaveText('Private from the start');
  await expect(new People(page).badge).toBeVisible();
  await expect(new People(page).private).toBeChecked();
});
