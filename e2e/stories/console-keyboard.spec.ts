// The console under the keyboard alone: no story here touches the mouse.
import { expect, test } from '../support/test.ts';
import { Inbox } from '../pages/console/inbox.ts';
import { Palette } from '../pages/console/palette.ts';
import { Ticket } from '../pages/console/ticket.ts';
import { carla, daniel } from '../support/people.ts';

test('through several tickets: read, answer, note, stage, priority, owner, close', async ({ open, customer, staff }) => {
  const asks = await customer(carla);
  const takes = await staff(daniel);
  const ids: number[] = [];
  for (const subject of ['Keyboard one', 'Keyboard two', 'Keyboard three']) {
    const id = await asks.file({ subject });
    await takes.take(id);
    ids.unshift(id);
  }
  const page = await open(daniel);
  const inbox = new Inbox(page);
  const ticket = new Ticket(page);
  const { keyboard } = page;
  await inbox.goto('mine');
  await expect(inbox.row('Keyboard three')).toBeVisible();

  await keyboard.press('j');
  await expect(inbox.row('Keyboard three')).toBeFocused();
  await keyboard.press('j');
  await expect(inbox.row('Keyboard two')).toBeFocused();
  await keyboard.press('k');
  await expect(inbox.row('Keyboard three')).toBeFocused();
  await keyboard.press('Enter');
  await ticket.shows('Keyboard three');
  await expect(page).toHaveURL(`/console/inbox/mine/${ids[0]}`);

  await keyboard.press('r');
  await expect(ticket.reply).toBeFocused();
  await keyboard.type('Answered with j, r and s.');
  await keyboard.press('Control+Enter');
  await expect(ticket.message('Answered with j, r and s.')).toBeFocused();

  await keyboard.press('n');
  await expect(ticket.note).toBeFocused();
  await keyboard.type('Noted.');
  await keyboard.press('Control+Enter');
  await expect(ticket.message('Noted.')).toContainText('Internal note');

  await keyboard.press('s');
  await expect(page.getByRole('listbox', { name: 'Stage' })).toBeFocused();
  await keyboard.press('w');
  await keyboard.press('Enter');
  await expect(ticket.stage).toHaveText(/Waiting on/);
  await keyboard.press('p');
  await expect(page.getByRole('listbox', { name: 'Priority' })).toBeFocused();
  await keyboard.press('u');
  await keyboard.press('Enter');
  await expect(ticket.priority).toHaveText('Urgent');
  await keyboard.press('a');
  await expect(page.getByRole('listbox', { name: 'Owner' })).toBeFocused();
  await keyboard.press('n');
  await keyboard.press('Enter');
  await expect(ticket.owner).toHaveText('Nobody');
  await keyboard.press('i');
  await expect(ticket.owner).toHaveText('You');

  await keyboard.press(']');
  await ticket.shows('Keyboard two');
  await keyboard.press('r');
  await expect(ticket.reply).toBeFocused();
  await keyboard.type('Done, closing this.');
  await keyboard.press('Control+Shift+Enter');
  await expect(ticket.message('Done, closing this.')).toBeVisible();
  await expect(ticket.reopen).toBeVisible();
  await keyboard.press('e');
  await expect(ticket.close).toBeVisible();

  await keyboard.press('u');
  await expect(page).toHaveURL('/console/inbox/mine');
  await expect(inbox.row('Keyboard two')).toBeFocused();
});

test('a key that opens a list needs no waiting: the next ones belong to the list', async ({ open, customer }) => {
  const id = await (await customer(carla)).file({ subject: 'Keys typed in one go' });
  const page = await open(daniel);
  await new Inbox(page).goto('open', id);
  const ticket = new Ticket(page);
  await ticket.shows('Keys typed in one go');
  // One after the other in the same frame, as fast as no hand is.
  await page.evaluate(async (keys) => {
    for (const key of keys) {
      const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(press);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, ['s', 'w', 'Enter', 'p', 'u', 'Enter']);
  await expect(ticket.stage).toHaveText(/Waiting on/);
  await expect(ticket.priority).toHaveText('Urgent');
  await expect(ticket.priority).toBeFocused();
});

test('the palette finds by number, subject and e-mail address', async ({ open, customer }) => {
  const id = await (await customer(carla)).file({ subject: 'Marmalade labels come out empty' });
  const page = await open(daniel);
  await new Inbox(page).goto('mine');
  const palette = new Palette(page);
  const ticket = new Ticket(page);
  await palette.find(`${id}`, new RegExp(`#${id}`));
  await ticket.shows('Marmalade labels');
  await palette.find('marmalade', 'Marmalade labels come out empty');
  await ticket.shows('Marmalade labels');
  await palette.find('grace.mbeki@contoso', /^Grace Mbeki grace/);
  await expect(page.getByRole('heading', { level: 1, name: 'Grace Mbeki' })).toBeFocused();
  await palette.find('companies', 'Go to companies');
  await expect(page.getByRole('heading', { level: 1, name: 'Companies' })).toBeFocused();

  await palette.open();
  await page.keyboard.type('zzzzqqq');
  await expect(palette.dialog.getByText('Nothing found for “zzzzqqq”')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette.dialog).toBeHidden();
});

test('g leads to the sections, ? shows the keys, and they can be turned off', async ({ open }) => {
  const page = await open(daniel);
  const inbox = new Inbox(page);
  const { keyboard } = page;
  await inbox.goto('mine');
  await expect(inbox.rows.first()).toBeVisible();
  await keyboard.press('g');
  await keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeFocused();
  await keyboard.press('g');
  await keyboard.press('o');
  await expect(page.getByRole('heading', { level: 1, name: 'Companies' })).toBeFocused();
  await keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Send and close ticket');
  await keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.getByRole('button', { name: 'Daniel Okafor' }).focus();
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Off', exact: true }).focus();
  await keyboard.press('Enter');
  await keyboard.press('g');
  await keyboard.press('c');
  await keyboard.press('?');
  await expect(help).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Companies' })).toBeVisible();
  await keyboard.press('Control+k');
  await expect(new Palette(page).field).toBeFocused();
});
