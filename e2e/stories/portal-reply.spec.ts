// Replying: files by every way they come, drafts that are not lost, sending once.
import { randomBytes } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import { Shell } from '../pages/portal/shell.ts';
import { SignIn, SignInAgain } from '../pages/portal/sign-in.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { drop, paste, textFile } from '../support/files.ts';
import { listening, untilTimeIsUp, withoutLiveEvents } from '../support/live.ts';
import { amara, carla, maya } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';

test('a reply with files chosen, dropped and pasted', async ({ open, customer }) => {
  const id = await (await customer(amara)).file({ subject: 'Reply with files' });
  const page = await open(amara);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.reply.fill('Here they are.');
  await ticket.attach(textFile('first.txt', 'one'), textFile('second.txt', 'two'));
  await drop(ticket.reply, textFile('dropped.txt', 'three'));
  await paste(ticket.reply, textFile('pasted.txt', 'four'));
  for (const name of ['first.txt', 'second.txt', 'dropped.txt', 'pasted.txt']) {
    await expect(ticket.arrived(name)).toBeVisible();
  }
  await page.getByRole('button', { name: 'Remove second.txt' }).click();
  await ticket.send.click();

  const sent = ticket.message('Here they are.');
  await expect(sent).toBeFocused();
  // in the order in which they arrived, which three uploads at once leave open
  await expect(sent.getByRole('link')).toHaveCount(3);
  for (const name of [/first\.txt/, /dropped\.txt/, /pasted\.txt/]) await expect(sent.getByRole('link', { name })).toBeVisible();
  await expect(ticket.reply).toHaveValue('');
  await expect(ticket.files).toHaveCount(0);
  await expect(ticket.details.getByRole('link', { name: /dropped\.txt/ })).toBeVisible();
  await expect(new Shell(page).said('Reply sent')).toHaveCount(1);
});

test('a large file shows how far it is and can be cancelled', async ({ open, customer }) => {
  const id = await (await customer(amara)).file({ subject: 'A large file' });
  const page = await open(amara);
  const slow = await page.context().newCDPSession(page);
  await slow.send('Network.enable');
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 200_000,
  });
  await ticket.reply.fill('The recording follows.');
  await ticket.attach({ name: 'recording.bin', mimeType: 'application/octet-stream', buffer: randomBytes(3_000_000) });
  const progress = page.getByRole('progressbar', { name: 'Uploading recording.bin' });
  await expect(progress).toBeVisible();
  await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(0);
  await ticket.send.click();
  await expect(ticket.error).toContainText('Wait until the files are uploaded');
  await page.getByRole('button', { name: 'Cancel recording.bin' }).click();
  await expect(ticket.files).toHaveCount(0);
  await ticket.send.click();
  await expect(ticket.message('The recording follows.')).toBeVisible();
});

test('a file that is too large is refused before it is sent', async ({ open, customer }, info) => {
  // By its path: the browser is not handed 26 MB over the wire.
  const film = info.outputPath('film.mov');
  await writeFile(film, '');
  await truncate(film, 26 * 1024 * 1024);
  const id = await (await customer(amara)).file({ subject: 'Too large' });
  const page = await open(amara);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.attachFrom(film);
  await expect(page.getByRole('status').filter({ hasText: 'film.mov' })).toContainText('A file may have up to 25 MB');
  await expect(ticket.files).toHaveCount(0);
});

test('a draft survives a reload, with its files', async ({ open, customer }) => {
  const id = await (await customer(amara)).file({ subject: 'Draft and reload' });
  const page = await open(amara);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.reply.fill('Half a thought about the');
  await ticket.attach(textFile('notes.txt', 'notes'));
  await expect(ticket.arrived('notes.txt')).toBeVisible();
  await expect(page.getByText('Draft saved')).toBeVisible();
  await page.reload();
  await expect(ticket.reply).toHaveValue('Half a thought about the');
  await expect(ticket.arrived('notes.txt')).toBeVisible();
  await ticket.send.click();
  await expect(ticket.message('Half a thought').getByRole('link', { name: /notes\.txt/ })).toBeVisible();
  await page.reload();
  await expect(ticket.reply).toHaveValue('');
});

test('a draft that the browser does not keep says so', async ({ open, customer }) => {
  const id = await (await customer(amara)).file({ subject: 'No room for a draft' });
  const page = await open(amara);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await page.evaluate(() => {
    for (let length = 1 << 22; length >= 1; length /= 2) {
      try {
        localStorage.setItem(`filler ${length}`, 'x'.repeat(length));
      } catch {
        // full, as it shall be
      }
    }
  });
  await ticket.reply.fill('There is no room for this. '.repeat(20));
  const said = ticket.conversation.getByText('too much to be kept on this device');
  await expect(said).toBeVisible();
  await expect(page.getByText('Draft saved')).toHaveCount(0);
  await page.evaluate(() => localStorage.clear());
  await ticket.reply.press('End');
  await ticket.reply.press('!');
  await expect(page.getByText('Draft saved')).toBeVisible();
  await expect(said).toHaveCount(0);
  await ticket.reply.fill('');
});

test('a growing reply does not hide the newest message', async ({ open, customer }) => {
  const api = await customer(amara);
  const id = await api.file({ subject: 'The composer grows', description: 'A paragraph.\n\n'.repeat(12) });
  await api.reply(id, 'The newest message.');
  const page = await open(amara, { viewport: { width: 390, height: 640 } });
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await expect(ticket.message('The newest message.')).toBeVisible();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await ticket.reply.click();
  await ticket.reply.fill('One line\nand another\n'.repeat(4));
  const clear = async (): Promise<number> => {
    const newest = await ticket.message('The newest message.').boundingBox();
    const composer = await page.locator('.composer').boundingBox();
    return (composer?.y ?? 0) - (newest?.y ?? 0) - (newest?.height ?? 0);
  };
  await expect.poll(clear, 'pixels between message and composer').toBeGreaterThanOrEqual(8);
  await ticket.reply.fill('');
});

test('what was written when the session ended is sent after signing in again', async ({ open, customer, complaints }) => {
  complaints.expect(/status of 401/);
  const session = await freshSession(amara);
  const api = await customer(session);
  const id = await api.file({ subject: 'Session ends while writing' });
  const page = await open(session);
  // Only the press finds out that the session has ended.
  await withoutLiveEvents(page);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.reply.fill('Written before the session ended.');
  await api.endSession();
  await ticket.send.click();

  const again = new SignInAgain(page);
  await expect(again.dialog).toBeVisible();
  await expect(again.dialog.getByRole('textbox', { name: 'E-mail' })).toHaveValue(amara.email);
  await again.signIn('not the password at all');
  await expect(again.dialog.getByRole('alert')).toContainText('E-mail or password is wrong');
  await expect(ticket.subject, 'nobody reads on').toBeHidden();
  await again.signIn();
  await expect(again.dialog).toBeHidden();
  await expect(ticket.message('Written before the session ended.')).toHaveCount(1);
  await expect(ticket.reply).toHaveValue('');
});

test('a page notices by itself that the session has ended, and keeps what was written', async ({ open, customer, complaints }) => {
  complaints.expect(/status of 401/);
  const session = await freshSession(amara);
  const api = await customer(session);
  const id = await api.file({ subject: 'Session ends unseen' });
  const page = await open(session);
  const end = await untilTimeIsUp(page);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.reply.fill('Written before the page noticed.');
  await api.endSession();
  end();
  const { notice } = new Shell(page);
  await expect(notice).toContainText('Your session has ended. What you wrote is kept.');
  const again = new SignInAgain(page);
  await expect(again.dialog).toBeHidden();
  await notice.getByRole('button', { name: 'Sign in' }).click();
  await again.signIn();
  await expect(again.dialog).toBeHidden();
  await expect(notice).toHaveCount(0);
  await expect(ticket.reply).toHaveValue('Written before the page noticed.');
});

test('a session that somebody ended leaves nothing to see, and what was written is kept', async ({ open, customer, complaints }) => {
  complaints.expect(/status of 401/);
  const session = await freshSession(amara);
  const api = await customer(session);
  const id = await api.file({ subject: 'Session ended from elsewhere' });
  const page = await open(session);
  const ticket = new Ticket(page);
  await listening(page, () => ticket.goto(id));
  await ticket.reply.fill('Written before somebody ended it.');
  await expect(page.getByText('Draft saved')).toBeVisible();
  await api.endSession();
  const signIn = new SignIn(page);
  await expect(signIn.heading).toBeVisible();
  await expect(page.getByText('You were signed out on this device')).toBeVisible();
  await expect(page.getByText('Session ended from elsewhere')).toHaveCount(0);
  await expect(page, 'at the same address').toHaveURL(`/support/tickets/${id}`);
  await signIn.signIn(amara);
  await expect(ticket.reply).toHaveValue('Written before somebody ended it.');
});

test('a double click sends once', async ({ open, customer }) => {
  const api = await customer(amara);
  const id = await api.file({ subject: 'Double click' });
  const page = await open(amara);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.reply.fill('Only once, please.');
  await ticket.send.dblclick();
  await expect(ticket.message('Only once, please.')).toHaveCount(1);
  await expect(ticket.reply).toHaveValue('');
  expect(await api.countMessages(id, 'Only once, please.')).toBe(1);
});

test('Ctrl+Enter sends, and an empty reply is refused in words', async ({ open, customer }) => {
  const id = await (await customer(amara)).file({ subject: 'Ctrl and Enter' });
  const page = await open(amara);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.reply.press('Control+Enter');
  await expect(ticket.error).toContainText('Enter a message, or attach a file.');
  await ticket.reply.pressSequentially('Typed and sent');
  await ticket.reply.press('Control+Enter');
  await expect(ticket.message('Typed and sent')).toBeVisible();
});

test('a closed ticket takes no reply, and what was being written goes along to a follow-up', async ({ open, customer, staff }) => {
  const id = await (await customer(amara)).file({ subject: 'Closes while writing' });
  const page = await open(amara);
  const ticket = new Ticket(page);
  await listening(page, () => ticket.goto(id));
  await ticket.reply.fill('One more thing.');
  await (await staff(maya)).close(id);
  await expect(page.getByText('This ticket is closed')).toBeVisible();
  await expect(ticket.reply).toHaveCount(0);
  await page.getByRole('button', { name: 'File a follow-up ticket' }).click();
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue(`Follow-up to #${id}: Closes while writing`);
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('One more thing.');
  await page.getByRole('textbox', { name: 'Subject' }).fill('');
  await page.getByRole('textbox', { name: 'Description' }).fill('');
});

test('a long conversation begins at its newest part and shows earlier ones on demand', async ({ open, customer }) => {
  const api = await customer(carla);
  const id = await api.file({ subject: 'A very long conversation', description: 'Message number 0.' });
  for (let number = 1; number <= 60; number++) await api.reply(id, `Message number ${number}.`);
  const page = await open(carla);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await expect(ticket.message('Message number 60.')).toBeVisible();
  await expect(ticket.message('Message number 3.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Show earlier messages' }).click();
  await expect(ticket.message('Message number 0.')).toBeVisible();
  await expect(ticket.messages).toHaveCount(61);
  await expect(page.getByRole('button', { name: 'Show earlier messages' })).toHaveCount(0);
});
