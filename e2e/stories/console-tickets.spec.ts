// Working on tickets in the console.
import { Inbox } from '../pages/console/inbox.ts';
import { SignIn, SignInAgain } from '../pages/console/sign-in.ts';
import { Ticket } from '../pages/console/ticket.ts';
import { listening, untilTimeIsUp, withoutLiveEvents } from '../support/live.ts';
import { carla, maya, priya, sofia, wei } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';

test('sign in: a wrong password in words, a deep link kept, no way to another site', async ({ page, customer, complaints }) => {
  complaints.expect(/status of 401/);
  const id = await (await customer(wei)).file({ subject: 'Deep link into the console' });
  await page.goto(`/console/inbox/open/${id}`);
  const signIn = new SignIn(page);
  await signIn.signIn({ ...sofia, email: 'nobody@northwind.example' });
  await expect(signIn.alert).toContainText('E-mail or password is wrong');
  await signIn.signIn(sofia);
  await new Ticket(page).shows('Deep link into the console');
  await expect(page).toHaveURL(`/console/inbox/open/${id}`);

  await page.getByRole('button', { name: sofia.name }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(signIn.submit).toBeVisible();
  await page.goto('/console/sign-in?return_to=//evil.example');
  await signIn.signIn(sofia);
  await expect(page).toHaveURL('/console/inbox/mine');
});

test('views hold what they say, and count it', async ({ open, customer, staff }) => {
  const asks = await customer(wei);
  const page = await open(sofia);
  const inbox = new Inbox(page);
  await listening(page, () => inbox.goto('mine'));
  await expect(inbox.view('Mine')).toHaveText(/\d/);
  const before = await inbox.count('Mine');
  const id = await asks.file({ subject: 'Goes through the views' });
  const desk = await staff(sofia);
  await desk.take(id);
  await expect.poll(() => inbox.count('Mine')).toBe(before + 1);
  await expect(inbox.row('Goes through the views')).toBeVisible();
  await inbox.view('Unassigned').click();
  await expect(page).toHaveURL('/console/inbox/unassigned');
  await expect(page.getByRole('heading', { level: 1, name: 'Unassigned' })).toBeVisible();
  await expect(inbox.rows.first()).toBeVisible();
  await expect(inbox.row('Goes through the views')).toHaveCount(0);
  await desk.close(id);
  await inbox.view('Closed').click();
  await expect(inbox.row('Goes through the views')).toContainText('Sofia Lindqvist');
  await expect.poll(() => inbox.count('Mine')).toBe(before);
});

test('assign, stage, priority, note, send and close, reopen', async ({ open, customer }) => {
  const id = await (await customer(wei)).file({ subject: 'Everything by mouse' });
  const page = await open(maya);
  await new Inbox(page).goto('open', id);
  const ticket = new Ticket(page);
  await ticket.shows('Everything by mouse');
  await ticket.choose(ticket.owner, /^Maya Chen/);
  await expect(ticket.owner).toHaveText('You');
  await expect(ticket.conversation.getByText('You took the ticket')).toBeVisible();
  await ticket.choose(ticket.stage, 'Waiting on contact');
  await expect(ticket.conversation.getByText('You changed the stage to Waiting on contact')).toBeVisible();
  await ticket.choose(ticket.priority, 'High');
  await expect(ticket.conversation.getByText('You changed Priority to High')).toBeVisible();

  await ticket.write('Note', 'For us alone.');
  await ticket.save.click();
  await expect(ticket.message('For us alone.')).toContainText('Internal note');
  await ticket.write('Reply', 'This settles it.');
  await ticket.pane.getByRole('button', { name: 'Send and close' }).click();
  await expect(ticket.message('This settles it.')).toBeVisible();
  await expect(ticket.stage).toHaveText('Closed');
  await ticket.reopen.click();
  await expect(ticket.close).toBeVisible();
  await ticket.close.click();
  await expect(ticket.reopen).toBeVisible();
});

test('a reply waits in the outbox, and the mail log leads from the message to its mail', async ({ open, customer }) => {
  const id = await (await customer(wei)).file({ subject: 'How is the mail doing?' });
  const page = await open(sofia);
  await new Inbox(page).goto('open', id);
  const ticket = new Ticket(page);
  await ticket.shows('How is the mail doing?');
  await ticket.write('Reply', 'You will find this in the outbox.');
  await ticket.send.click();
  await ticket.message('You will find this').getByRole('link', { name: 'waits in the outbox' }).click();
  await expect(page.getByText('no SMTP server is configured')).toBeVisible();
  await expect(page.getByRole('main')).toContainText('You will find this in the outbox.');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(wei.email);
  await page.getByRole('complementary', { name: 'Details' }).getByRole('link', { name: `#${id}` }).click();
  await ticket.shows('How is the mail doing?');
});

test('a ticket for somebody who calls, who is not known yet', async ({ open }) => {
  const page = await open(maya);
  const inbox = new Inbox(page);
  await inbox.goto('open');
  await inbox.list.getByRole('button', { name: 'New ticket' }).click();
  const dialog = page.getByRole('dialog', { name: 'New ticket' });
  await dialog.getByRole('button', { name: 'File ticket' }).click();
  await expect(dialog.getByRole('group', { name: 'There is a problem' })).toBeFocused();
  await dialog.getByRole('combobox', { name: 'Contact' }).fill('omar.haddad@quay.example');
  await dialog.getByRole('button', { name: 'New contact' }).click();
  const contact = page.getByRole('dialog', { name: 'New contact' });
  await expect(contact.getByRole('textbox', { name: 'E-mail address' })).toHaveValue('omar.haddad@quay.example');
  await contact.getByRole('textbox', { name: 'First name' }).fill('Omar');
  await contact.getByRole('textbox', { name: 'Last name' }).fill('Haddad');
  await contact.getByRole('button', { name: 'Create contact' }).click();
  await expect(dialog).toContainText('Omar Haddad');
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('The gate does not open');
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Called at nine, is standing in front of it.');
  await dialog.getByRole('combobox', { name: 'Priority' }).selectOption('Urgent');
  await dialog.getByRole('button', { name: 'File ticket' }).click();

  const ticket = new Ticket(page);
  await ticket.shows('The gate does not open');
  await expect(ticket.message('Called at nine')).toContainText('Omar Haddad');
  await expect(ticket.details).toContainText('Phone');
  await expect(inbox.row('The gate does not open')).toContainText('Omar Haddad');
});

test('what was written when the session ended stays and is sent after signing in again', async ({ open, customer, staff, complaints }) => {
  complaints.expect(/status of 401/);
  const id = await (await customer(carla)).file({ subject: 'Staff session ends' });
  const session = await freshSession(maya);
  const page = await open(session);
  // Otherwise the stream may tell first, and the dialog is there before the button is pressed.
  await withoutLiveEvents(page);
  await new Inbox(page).goto('open', id);
  const ticket = new Ticket(page);
  await ticket.shows('Staff session ends');
  await ticket.write('Reply', 'Written by staff before the end.');
  await (await staff(session)).endSession();
  await ticket.send.click();
  const again = new SignInAgain(page);
  await expect(again.email).toHaveValue(maya.email);
  await again.signIn();
  await expect(again.dialog).toBeHidden();
  await expect(ticket.reply).toHaveValue('Written by staff before the end.');
  await ticket.send.click();
  await expect(ticket.message('Written by staff before the end.')).toHaveCount(1);
});

test('a page notices by itself that the session has ended, and keeps what was written', async ({ open, customer, staff, complaints }) => {
  complaints.expect(/status of 401/);
  const id = await (await customer(carla)).file({ subject: 'Staff session ends unseen' });
  const session = await freshSession(maya);
  const page = await open(session);
  const end = await untilTimeIsUp(page);
  await new Inbox(page).goto('open', id);
  const ticket = new Ticket(page);
  await ticket.shows('Staff session ends unseen');
  await ticket.write('Reply', 'Written before the page noticed.');
  await (await staff(session)).endSession();
  end();
  const again = new SignInAgain(page);
  await expect(again.email).toHaveValue(maya.email);
  await again.signIn();
  await expect(again.dialog).toBeHidden();
  await expect(ticket.reply).toHaveValue('Written before the page noticed.');
});

test('a session of staff that somebody ended leaves nothing to see', async ({ open, customer, staff, complaints }) => {
  complaints.expect(/status of 401/);
  const id = await (await customer(carla)).file({ subject: 'Read when the session was ended' });
  const session = await freshSession(maya);
  const page = await open(session);
  await listening(page, () => new Inbox(page).goto('open', id));
  await new Ticket(page).shows('Read when the session was ended');
  await (await staff(session)).endSession();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the console' })).toBeVisible();
  await expect(page.getByText('Read when the session was ended')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a page whose session was replaced by a newer one goes on being told what happens', async ({ open, customer, staff }) => {
  const [before, after] = [await freshSession(maya), await freshSession(maya)];
  const page = await open(before);
  const inbox = new Inbox(page);
  await listening(page, () => inbox.goto('unassigned'));
  await page.context().addCookies(after.cookies);
  await listening(page, async () => (await staff(before)).endSession());
  await (await customer(carla)).file({ subject: 'After the session was replaced' });
  await expect(inbox.row('After the session was replaced')).toBeVisible();
});

test('a viewer reads everything and finds nothing to change', async ({ open, customer }) => {
  const id = await (await customer(carla)).file({ subject: 'Looked at by a viewer' });
  const page = await open(priya);
  const inbox = new Inbox(page);
  const ticket = new Ticket(page);
  await inbox.goto('open', id);
  await ticket.shows('Looked at by a viewer');
  await expect(ticket.message('Please have a look.')).toBeVisible();
  for (const control of [ticket.reply, ticket.note, ticket.stage, ticket.owner, ticket.priority, ticket.close]) {
    await expect(control).toHaveCount(0);
  }
  await expect(page.getByRole('button', { name: 'New ticket' })).toHaveCount(0);
  for (const key of ['r', 'n', 'e', 'i', 's', 'c']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(ticket.conversation.getByText('Closed')).toHaveCount(0);
  await expect(inbox.rail.getByRole('link', { name: 'Settings' })).toHaveCount(0);
  await page.goto('/console/contacts');
  await expect(page.getByRole('table')).toBeVisible();
  await expect(page.getByRole('button', { name: 'New contact' })).toHaveCount(0);
  await page.goto('/console/settings/mail');
  await expect(page.getByRole('heading', { level: 1, name: 'Not permitted' })).toBeVisible();
});
