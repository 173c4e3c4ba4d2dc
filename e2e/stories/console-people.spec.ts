// Staff see which customers see a ticket, and say who takes part.
import { Inbox } from '../pages/console/inbox.ts';
import { People } from '../pages/console/people.ts';
import { Ticket } from '../pages/console/ticket.ts';
import { violations } from '../support/axe.ts';
import { maya, priya, robin } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('who sees a ticket and through what, and how that changes', async ({ open, customer }) => {
  const id = await (await customer(robin)).file({ subject: 'Seen by whom' });
  const page = await open(maya);
  await new Inbox(page).goto('open', id);
  const ticket = new Ticket(page);
  const people = new People(page);
  await ticket.shows('Seen by whom');
  await expect(people.visible).toHaveText('Visible in portal: yes, 2 customers');
  await people.visible.click();
  await expect(people.seers).toHaveText([/^Robin Olsen – takes part/, /^Hanna Weber – through the company/]);

  await people.private.click();
  await expect(people.private).toBeChecked();
  await expect(people.badge).toBeVisible();
  await expect(people.visible).toHaveText('Visible in portal: yes, 1 customer');
  await expect(people.seers, 'the names stay in sight').toHaveText([/^Robin Olsen – takes part/]);
  await expect(ticket.conversation.getByText('You made the ticket private')).toBeVisible();

  await people.addContact('Wei Zhang');
  await expect(people.list).toHaveText([/^Robin Olsen \(asked\)/, /^Wei Zhang/]);
  await expect(people.visible).toHaveText('Visible in portal: yes, 2 customers');
  await expect(ticket.conversation.getByText('You added Wei Zhang')).toBeVisible();
  const found = [...(await violations(page, 'light')), ...(await violations(page, 'dark'))];
  expect(found).toEqual([]);

  await expect(people.list.first().getByRole('button')).toHaveCount(0);
  await people.list.getByRole('button', { name: 'Remove Wei Zhang' }).click();
  await expect(people.list).toHaveCount(1);
  await expect(people.visible).toHaveText('Visible in portal: yes, 1 customer');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(people.list).toHaveCount(2);

  await people.private.click();
  await expect(people.private).not.toBeChecked();
  await expect(people.badge).toHaveCount(0);
  await expect(people.visible).toHaveText('Visible in portal: yes, 3 customers');
});

test('a ticket that nobody can see says why', async ({ open, staff }) => {
  const desk = await staff(maya);
  const contact = await desk.createContact('unseen@elsewhere.example', 'Una', 'Seen');
  const id = await desk.fileFor(contact, 'Nobody can see this');
  const page = await open(maya);
  await new Inbox(page).goto('open', id);
  const people = new People(page);
  await expect(people.visible).toContainText(
    'Visible in portal: no – Nobody who is associated with the ticket can sign in to the portal.',
  );
});

test('whoever may only read changes nothing', async ({ open, customer }) => {
  const id = await (await customer(robin)).file({ subject: 'Only to be read' });
  const page = await open(priya);
  await new Inbox(page).goto('open', id);
  const people = new People(page);
  await expect(people.visible).toHaveText('Visible in portal: yes, 2 customers');
  await expect(people.list).toHaveText([/^Robin Olsen/]);
  await expect(people.add.or(people.private)).toHaveCount(0);
  await expect(people.list.getByRole('button')).toHaveCount(0);
});

test('adding nobody is refused in words, and the dialog has no violation', async ({ open, customer }) => {
  const id = await (await customer(robin)).file({ subject: 'Nobody chosen' });
  const page = await open(maya);
  await new Inbox(page).goto('open', id);
  const people = new People(page);
  await people.add.click();
  await expect(people.contact).toBeFocused();
  await people.dialog.getByRole('button', { name: 'Add to ticket' }).click();
  await expect(people.dialog).toContainText('Choose who shall take part.');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
});
