// Filing a ticket.
import { Inbox } from '../pages/console/inbox.ts';
import { Ticket as ConsoleTicket } from '../pages/console/ticket.ts';
import { NewTicket } from '../pages/portal/new-ticket.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { drop, textFile } from '../support/files.ts';
import { kai, maya } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('what is missing is listed, and nothing typed is lost', async ({ open }) => {
  const page = await open(kai);
  const form = new NewTicket(page);
  await form.goto();
  await form.description.fill('Only a description so far.');
  await form.priority.selectOption('High');
  await form.send.click();
  await expect(form.problems).toBeFocused();
  await expect(form.problems.getByRole('link')).toHaveText(['Enter a subject.']);
  await expect(form.subject).toHaveAttribute('aria-invalid', 'true');
  await form.problems.getByRole('link', { name: 'Enter a subject.' }).click();
  await expect(form.subject).toBeFocused();
  await form.subject.fill('x'.repeat(251));
  await form.send.click();
  await expect(form.problems.getByRole('link')).toHaveText([/Shorten this to 250 characters/]);
  await expect(form.description).toHaveValue('Only a description so far.');
  await form.subject.fill('Now it has one');
  await expect(form.problems).toHaveCount(0);

  await page.reload();
  await expect(form.subject).toHaveValue('Now it has one');
  await expect(form.description).toHaveValue('Only a description so far.');
  await expect(form.priority).toHaveValue('high');
});

test('a ticket with files arrives, under Unassigned', async ({ open }) => {
  const page = await open(kai);
  await page.goto('/support/tickets');
  await page.getByRole('main').getByRole('link', { name: 'File a support ticket' }).first().click();
  const form = new NewTicket(page);
  await expect(form.heading).toBeFocused();
  await form.subject.fill('The scale in hall 3 shows 0.0 kg');
  await form.description.fill('Since this morning, for every parcel.');
  await form.category.selectOption('Technical issue');
  await form.priority.selectOption('Urgent');
  const chooser = page.waitForEvent('filechooser');
  await form.files.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles([textFile('scale.log', '0.0'), textFile('parcel.txt', '12.4')]);
  await drop(form.files.getByRole('button', { name: 'Attach files' }), textFile('photo.txt', 'not really'));
  for (const name of ['scale.log', 'parcel.txt', 'photo.txt']) {
    await expect(form.files.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
  }
  await form.send.click();

  const ticket = new Ticket(page);
  await expect(ticket.subject).toHaveText('The scale in hall 3 shows 0.0 kg');
  await expect(ticket.subject).toBeFocused();
  const number = page.url().match(/tickets\/(\d+)/)?.[1];
  await expect(page.getByRole('status').filter({ hasText: `We got it. #${number}.` })).toBeVisible();
  await expect(ticket.message('Since this morning').getByRole('link')).toHaveCount(3);
  await expect(ticket.details).toContainText('Urgent');
  await expect(ticket.details).toContainText('Technical issue');
  await page.goBack();
  await expect(page, 'not back to a form that was sent').toHaveURL('/support/tickets');

  const staffPage = await open(maya);
  const inbox = new Inbox(staffPage);
  await inbox.goto('unassigned');
  const row = inbox.row('The scale in hall 3');
  await expect(row).toContainText('Kai Tanaka');
  await expect(row).toContainText('Urgent');
  await row.click();
  const desk = new ConsoleTicket(staffPage);
  await desk.shows('The scale in hall 3');
  await expect(desk.message('Since this morning').getByRole('link')).toHaveCount(3);
});

test('a double click files one ticket', async ({ open }) => {
  const page = await open(kai);
  const form = new NewTicket(page);
  await form.goto();
  await form.subject.fill('Filed by a double click');
  await form.description.fill('Once.');
  await form.send.dblclick();
  await expect(new Ticket(page).subject).toHaveText('Filed by a double click');
  await page.goto('/support/tickets?q=%22double+click%22');
  await expect(page.getByRole('link', { name: 'Filed by a double click' })).toHaveCount(1);
});
