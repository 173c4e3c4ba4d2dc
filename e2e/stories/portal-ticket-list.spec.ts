// Finding a ticket: search, status, order, whose tickets, pages; by mouse, by keyboard, on a narrow screen.
import type { Page } from '@playwright/test';
import { Shell } from '../pages/portal/shell.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { listening } from '../support/live.ts';
import { peter, robin, sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

const CURRENCY = 'Invoices since the update show the wrong currency';

/** How far the page is wider than the window. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('search waits for a pause, stays in the address and is undone by Back', async ({ open }) => {
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/tickets?') && request.url().includes('q=')) asked.push(request.url());
  });
  await list.typeAtOnce('currency');
  await expect(page).toHaveURL('/support/tickets?q=currency');
  await expect(list.ticket(CURRENCY)).toBeVisible();
  await expect(list.rows).toHaveCount(1);
  await expect(new Shell(page).said('1 ticket')).toHaveCount(1);
  expect(asked, 'one question for the whole word').toHaveLength(1);

  await page.reload();
  await expect(list.search).toHaveValue('currency');
  await expect(list.rows).toHaveCount(1);
  await page.goBack();
  await expect(page).toHaveURL('/support/tickets');
  await expect(list.search).toHaveValue('');
  await expect(list.rows).not.toHaveCount(1);
});

test('search finds words of messages and the number', async ({ open, customer }) => {
  const id = await (await customer(robin)).file({ subject: 'Searchable', description: 'The quokka is in aisle nine.' });
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto();
  for (const words of ['quokka', `${id}`, `#${id}`]) {
    await list.search.fill(words);
    await list.search.press('Enter');
    await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(words)}$`));
    await expect(list.rows).toHaveCount(1);
    await expect(list.ticket('Searchable')).toBeVisible();
  }
});

test('a filter that finds nothing says so and leads out', async ({ open }) => {
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto('?status=closed&q=currency');
  await expect(page.getByText('No tickets match')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL('/support/tickets');
  await expect(list.ticket(CURRENCY)).toBeVisible();
});

test('a mistyped address still shows a list, and is put right', async ({ open, complaints }) => {
  complaints.expect(/status of 400/);
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto('?status=zz&sort=zz&q=currency');
  await expect(list.ticket(CURRENCY)).toBeVisible();
  await expect(page).toHaveURL('/support/tickets?q=currency');
  await list.goto('?after=zz&q=currency');
  await expect(list.ticket(CURRENCY)).toBeVisible();
  await expect(page).toHaveURL('/support/tickets?q=currency');
});

test('status filter', async ({ open }) => {
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto();
  await list.choose(list.status, 'Closed');
  await expect(page).toHaveURL('/support/tickets?status=closed');
  await expect(list.status).toHaveText('Status: Closed');
  await expect(list.ticket(CURRENCY)).toBeHidden();
  await expect(list.rows.first()).toContainText('Closed');
  await expect(list.rows.filter({ hasText: 'Open' })).toHaveCount(0);
  await list.choose(list.status, 'Open');
  await expect(list.ticket(CURRENCY)).toBeVisible();
  await expect(list.rows.filter({ hasText: 'Closed' })).toHaveCount(0);
});

test('headers sort, and say how', async ({ open }) => {
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto();
  await expect(list.column('Last activity')).toHaveAttribute('aria-sort', 'descending');
  const ids = async (): Promise<number[]> =>
    (await list.rows.getByRole('cell', { name: /^#\d+$/ }).allInnerTexts()).map((text) => Number(text.slice(1)));

  await list.sortBy('ID');
  await expect(list.column('ID')).toHaveAttribute('aria-sort', 'descending');
  await expect(list.column('Last activity')).not.toHaveAttribute('aria-sort');
  await expect(page).toHaveURL('/support/tickets?sort=id');
  await expect.poll(async () => isSorted((await ids()).reverse())).toBe(true);

  await list.sortBy('ID');
  await expect(list.column('ID')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(async () => isSorted(await ids())).toBe(true);
});

const isSorted = (numbers: number[]): boolean => numbers.every((n, at) => at === 0 || (numbers[at - 1] ?? 0) < n);

test('organization tickets show those of colleagues with their names', async ({ open }) => {
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto();
  await expect(list.ticket('Offer for three more licences')).toBeHidden();
  await list.choose(list.view, 'Organization tickets');
  await expect(page).toHaveURL('/support/tickets?view=organization');
  await expect(list.row('Offer for three more licences')).toContainText('Hanna Weber');
  await expect(list.row(CURRENCY)).toContainText('Robin Olsen');
  await list.ticket('Offer for three more licences').click();
  await expect(new Ticket(page).subject).toHaveText('Offer for three more licences');
  await page.goBack();
  await expect(list.view).toHaveText('View: Organization tickets');
});

test('pages: next, previous, and back from a ticket to where one was', async ({ open, customer }) => {
  const api = await customer(peter);
  for (let number = 1; number <= 26; number++) await api.file({ subject: `Pallet ${number} of the delivery` });
  const page = await open(peter);
  const list = new TicketList(page);
  await list.goto('?q=pallet');
  await expect(list.pages).toContainText('1–25 of 26');
  await list.pages.getByRole('link', { name: 'Next' }).click();
  await expect(list.pages).toContainText('26 of 26');
  await expect(list.rows).toHaveCount(1);
  await list.pages.getByRole('link', { name: 'Previous' }).click();
  await expect(list.pages).toContainText('1–25 of 26');

  const deep = list.ticket('Pallet 3 of the delivery');
  await deep.click();
  await expect(new Ticket(page).subject).toHaveText('Pallet 3 of the delivery');
  await page.goBack();
  await expect(deep).toBeFocused();
  await expect(deep).toBeInViewport();
  await expect(list.search).toHaveValue('pallet');
});

test('by keyboard alone: find a ticket, open it, answer, come back', async ({ open, customer }) => {
  await (await customer(robin)).file({ subject: 'Zeppelin found by keyboard' });
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto();
  await page.keyboard.press('/');
  await expect(list.search).toBeFocused();
  await page.keyboard.type('zeppelin');
  await page.keyboard.press('Enter');
  await expect(list.rows).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(list.search).toHaveValue('');
  await expect(page).toHaveURL('/support/tickets');

  await page.keyboard.press('Tab');
  await expect(list.status).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/support/tickets?status=open');

  await list.ticket('Zeppelin found').focus();
  await page.keyboard.press('Enter');
  const ticket = new Ticket(page);
  await expect(ticket.subject).toBeFocused();
  await expect(ticket.reply).toBeVisible();
  for (let step = 0; step < 30 && !(await ticket.reply.evaluate((field) => field === document.activeElement)); step++) {
    await page.keyboard.press('Tab');
  }
  await expect(ticket.reply).toBeFocused();
  await page.keyboard.type('Written without a mouse.');
  await page.keyboard.press('Control+Enter');
  await expect(ticket.message('Written without a mouse.')).toBeFocused();
  await page.goBack();
  await expect(list.ticket('Zeppelin found')).toBeFocused();
});

test('on a narrow screen rows become cards and nothing is cut off', async ({ open }) => {
  const page = await open(robin, { viewport: { width: 320, height: 640 } });
  const list = new TicketList(page);
  await list.goto('?view=organization');
  await expect(list.rows.first()).toBeVisible();
  expect(await overflow(page)).toBe(0);
  const card = await list.row(CURRENCY).boundingBox();
  expect(card?.height, 'a card, not a line').toBeGreaterThan(70);
  expect(card?.width).toBeLessThanOrEqual(320);
  await expect(list.row(CURRENCY).getByText('Open')).toBeVisible();
  const subject = await list.row(CURRENCY).getByRole('cell').filter({ hasText: CURRENCY }).boundingBox();
  expect(subject?.width, 'the subject has the whole width').toBeCloseTo(card?.width ?? 0, 0);

  await list.ticket(CURRENCY).click();
  await expect(new Ticket(page).reply).toBeVisible();
  expect(await overflow(page)).toBe(0);
  await new Shell(page).menu.click();
  await page.getByRole('link', { name: 'File a support ticket' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'File a support ticket' })).toBeVisible();
  expect(await overflow(page)).toBe(0);
});

test('a ticket that changes meanwhile is offered, not pushed in', async ({ open, customer, staff }) => {
  const id = await (await customer(peter)).file({ subject: 'Changes while I look at the list' });
  const page = await open(peter);
  const list = new TicketList(page);
  await listening(page, () => list.goto('?q=while I look'));
  await expect(list.row('Changes while I look')).toBeVisible();
  await (await staff(sofia)).reply(id, 'An answer that arrives late.');
  await expect(page.getByRole('main').getByText('1 ticket changed')).toBeVisible();
  await expect(list.row('Changes while I look').getByText('New reply')).toHaveCount(0);
  await list.news.click();
  await expect(list.row('Changes while I look').getByText('New reply')).toHaveCount(1);
  await expect(list.news).toBeHidden();
});
