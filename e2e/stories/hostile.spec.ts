// What others send, guess and break: nothing of it hurts.
import { Inbox } from '../pages/console/inbox.ts';
import { Ticket as ConsoleTicket } from '../pages/console/ticket.ts';
import { Shell } from '../pages/portal/shell.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { kai, maya, robin, wei } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

const SCRIPT = '<script>document.title = "taken"</script><img src=x onerror="document.title=\'taken\'">';
const MARKUP = '**not bold** [click](javascript:alert(1)) <b>not bold</b> &amp; {{7*7}}';
const RTL = 'שלום \u202eevil\u202c مرحبا';
const LONG = 'w'.repeat(400);

test("a colleague's ticket, a stranger's and none at all look the same to who may not see them", async ({ open, customer, complaints }) => {
  complaints.expect(/status of 404/);
  const foreign = await (await customer(robin)).file({ subject: 'Belongs to Tailspin Toys' });
  const page = await open(wei);
  const texts: string[] = [];
  for (const address of [`/support/tickets/${foreign}`, '/support/tickets/99999999', '/support/nowhere']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
    texts.push(await page.getByRole('main').innerText());
  }
  expect(new Set(texts).size).toBe(1);
  await expect(page.getByText('Belongs to Tailspin Toys')).toHaveCount(0);
  const answer = await page.request.get(`/api/portal/support/tickets/${foreign}`);
  expect(answer.status()).toBe(404);
  await page.getByRole('link', { name: 'Go to your tickets' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tickets' })).toBeFocused();
});

test('where no portal is, a plain page says so', async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  const answer = await page.goto('/no-such-portal/tickets');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'This portal is not available' })).toBeVisible();
});

test('without a network the draft stays, the page says so, and sending works afterwards', async ({ open, customer, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  const api = await customer(wei);
  const id = await api.file({ subject: 'The network goes away' });
  const page = await open(wei);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await page.context().setOffline(true);
  await expect(new Shell(page).notice).toContainText('You are offline. What you write is kept on this device.');
  await ticket.reply.fill('Written under ground.');
  await ticket.send.click();
  await expect(ticket.error).toContainText('You are offline');
  await expect(ticket.reply).toHaveValue('Written under ground.');
  await page.context().setOffline(false);
  await expect(new Shell(page).notice).toHaveCount(0);
  await ticket.send.click();
  await expect(ticket.message('Written under ground.')).toBeVisible();
  expect(await api.countMessages(id, 'Written under ground.')).toBe(1);
});

test('what people write is shown as text, on both sides', async ({ open, customer, staff }) => {
  const api = await customer(kai);
  const id = await api.file({ subject: `${SCRIPT} ${RTL}`, description: `${SCRIPT}\n\n${MARKUP}\n\n${RTL}\n\n${LONG}` });
  await (await staff(maya)).reply(id, `${SCRIPT}\n\nhttps://example.com/?a=1&b=2`);

  const page = await open(kai, { viewport: { width: 320, height: 700 } });
  const ticket = new Ticket(page);
  await ticket.goto(id);
  const first = ticket.messages.first();
  await expect(ticket.subject).toContainText(SCRIPT);
  for (const text of [SCRIPT, MARKUP, RTL, LONG]) await expect(first).toContainText(text);
  await expect(first.getByRole('link')).toHaveCount(0);
  await expect(first.getByRole('img', { name: 'x' })).toHaveCount(0);
  const link = ticket.messages.last().getByRole('link', { name: 'https://example.com/?a=1&b=2' });
  await expect(link).toHaveAttribute('rel', /noopener/);
  await expect(page).not.toHaveTitle('taken');
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, 'nothing is wider than the window').toBe(0);
  await page.goto('/support/tickets');
  await expect(page.getByRole('link', { name: /document\.title/ })).toBeVisible();

  const staffPage = await open(maya);
  await new Inbox(staffPage).goto('open', id);
  const desk = new ConsoleTicket(staffPage);
  await desk.shows(SCRIPT);
  for (const text of [SCRIPT, MARKUP, RTL, LONG]) await expect(desk.messages.first()).toContainText(text);
  await expect(staffPage).not.toHaveTitle('taken');
});

test('a file is downloaded, never shown, whatever it is', async ({ open, customer }) => {
  const api = await customer(wei);
  const id = await api.file({ subject: 'Files that would like to run' });
  const page = await open(wei);
  await api.replyWith(id, 'Two files.', [
    await api.upload('page.html', 'text/html', '<script>document.title = "taken"</script>'),
    await api.upload('drawing.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
  ]);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  for (const name of ['page.html', 'drawing.svg']) {
    const link = ticket.message('Two files.').getByRole('link', { name });
    const address = (await link.getAttribute('href')) ?? '';
    const headers = (await page.request.get(address)).headers();
    expect(headers['content-disposition']).toContain('attachment');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['x-content-type-options']).toBe('nosniff');
    const download = page.waitForEvent('download');
    await page.goto(address).catch(() => undefined);
    expect((await download).suggestedFilename()).toBe(name);
    await expect(ticket.subject).toHaveText('Files that would like to run');
  }
  const stranger = await open(kai);
  const address = (await ticket.message('Two files.').getByRole('link').first().getAttribute('href')) ?? '';
  expect((await stranger.request.get(address)).status()).toBe(404);
});
