// What one side writes the other sees without reloading, and what is internal stays so.
import { Inbox } from '../pages/console/inbox.ts';
import { Ticket as ConsoleTicket } from '../pages/console/ticket.ts';
import { Shell } from '../pages/portal/shell.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { listening } from '../support/live.ts';
import { lucia, maya } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('staff answer in the console and the customer sees it', async ({ open, customer }) => {
  const id = await (await customer(lucia)).file({ subject: 'Talking to each other' });
  const customerPage = await open(lucia);
  const seen = new Ticket(customerPage);
  await listening(customerPage, () => seen.goto(id));
  await expect(seen.messages).toHaveCount(1);

  const staffPage = await open(maya);
  await new Inbox(staffPage).goto('unassigned', id);
  const desk = new ConsoleTicket(staffPage);
  await desk.shows('Talking to each other');
  await desk.write('Note', 'Between us: this customer is important.');
  await desk.save.click();
  await expect(desk.message('Between us')).toContainText('Internal note');
  await desk.write('Reply', 'We are looking into it.');
  await desk.send.click();
  await expect(desk.message('We are looking into it.')).toBeVisible();

  await expect(seen.message('We are looking into it.')).toContainText('Maya Chen');
  await expect(new Shell(customerPage).said('New reply from Maya Chen')).toHaveCount(1);
  await expect(seen.conversation.getByText('New messages')).toBeVisible();
  await expect(customerPage.getByText('Between us')).toHaveCount(0);
  await expect(seen.messages).toHaveCount(2);
});

test('the customer writes and the console shows it in place', async ({ open, customer }) => {
  const api = await customer(lucia);
  const id = await api.file({ subject: 'Older question of Lucía' });
  await api.file({ subject: 'Newer question of Lucía' });
  const page = await open(maya);
  const inbox = new Inbox(page);
  await listening(page, () => inbox.goto('unassigned', id));
  const desk = new ConsoleTicket(page);
  await desk.shows('Older question of Lucía');
  const order = async (): Promise<number[]> => {
    const rows = await inbox.rows.allInnerTexts();
    return ['Older question', 'Newer question'].map((words) => rows.findIndex((row) => row.includes(words)));
  };
  await expect.poll(async () => (await order()).every((at) => at >= 0)).toBe(true);

  await desk.write('Reply', 'A draft that must stay.');
  await api.reply(id, 'Any news about this?');
  await expect(desk.message('Any news about this?')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'New message from Lucía Fernández' })).toHaveCount(1);
  await expect(inbox.row('Older question of Lucía')).toContainText('Any news about this?');
  await expect(desk.reply).toHaveValue('A draft that must stay.');
  await expect(desk.reply).toBeFocused();
  await desk.reply.fill('');
});

test('a new ticket and a closed one reach the list and the counts by themselves', async ({ open, customer, staff }) => {
  const page = await open(maya);
  const inbox = new Inbox(page);
  await listening(page, () => inbox.goto('unassigned'));
  await expect(inbox.rows.first()).toBeVisible();
  const id = await (await customer(lucia)).file({ subject: 'Appears by itself' });
  await expect(inbox.row('Appears by itself')).toBeVisible();
  await (await staff(maya)).close(id);
  await expect(inbox.row('Appears by itself')).toHaveCount(0);
});

test('the customer sees the status change', async ({ open, customer, staff }) => {
  const id = await (await customer(lucia)).file({ subject: 'Closed before your eyes' });
  const page = await open(lucia);
  const ticket = new Ticket(page);
  await listening(page, () => ticket.goto(id));
  await (await staff(maya)).close(id);
  await expect(ticket.conversation.getByText('Status changed to Closed')).toBeVisible();
  await expect(ticket.reply).toHaveCount(0);
  await expect(ticket.details.getByText('Closed').first()).toBeVisible();
});
