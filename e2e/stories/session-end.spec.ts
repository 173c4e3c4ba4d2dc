// The end of a session that nobody uses: told two minutes before, put off by one key, and nothing is lost.
// The browser's clock is moved; what the server would say by then is put into its answers.
import type { Page } from '@playwright/test';
import { SessionEnd } from '../pages/portal/session-end.ts';
import { SignIn, SignInAgain } from '../pages/portal/sign-in.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { violations } from '../support/axe.ts';
import { holdClock } from '../support/clock.ts';
import { withoutLiveEvents } from '../support/live.ts';
import { lucia } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';

const SESSION = /\/api\/portal\/support\/session$/;

/** What is left of the session from now on, in seconds, as the server tells it. */
async function left(page: Page, idle: number, ends = 24 * 3600): Promise<void> {
  await page.unroute(SESSION);
  await page.route(SESSION, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const answer = await route.fetch();
    const told = { idle_left_seconds: idle, ends_left_seconds: ends };
    return route.fulfill({ response: answer, json: { ...(await answer.json()), ...told } });
  });
}

test('two minutes before the end it is told, and one key puts it off in every tab', async ({ open }) => {
  const page = await open(await freshSession(lucia));
  await withoutLiveEvents(page);
  await holdClock(page);
  const list = new TicketList(page);
  await list.goto();
  const other = await page.context().newPage();
  await withoutLiveEvents(other);
  await new TicketList(other).goto();
  const [end, otherEnd] = [new SessionEnd(page), new SessionEnd(other)];
  for (const tab of [page, other]) await left(tab, 119);
  await page.clock.fastForward('23:58:30');
  await expect(end.dialog).toBeVisible();
  await expect(otherEnd.dialog).toBeVisible();
  await expect(end.dialog).toHaveAccessibleName('You will be signed out in 2 minutes');
  await expect(end.stay).toBeFocused();
  const timer = end.dialog.getByRole('timer');
  await expect(timer).toHaveAttribute('aria-live', 'off');
  await page.clock.runFor(10_000);
  await expect(timer).toHaveText(/1:4\d left/);
  await expect(end.dialog, 'what is read aloud does not tick').toHaveAccessibleName('You will be signed out in 2 minutes');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await other.unroute(SESSION);
  await page.keyboard.press('Enter');
  await expect(end.dialog).toBeHidden();
  await expect(otherEnd.dialog, 'the other tab learns it').toBeHidden();
});

test('what was written is kept when the end comes, and sent after signing in again', async ({ open, customer, complaints }) => {
  complaints.expect(/status of 401/);
  const caller = await customer(lucia);
  const id = await caller.file({ subject: 'Written before the session ended' });
  const session = await freshSession(lucia);
  const page = await open(session);
  await withoutLiveEvents(page);
  await holdClock(page);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await ticket.reply.fill('Half a thought');
  await left(page, 90);
  await page.clock.fastForward('23:58:30');
  const end = new SessionEnd(page);
  await expect(end.dialog).toBeVisible();
  await page.unroute(SESSION);
  await (await customer(session)).endSession();
  await page.clock.runFor(95_000);
  const again = new SignInAgain(page);
  await expect(again.dialog).toBeVisible();
  await expect(end.dialog).toBeHidden();
  await again.signIn();
  await expect(again.dialog).toBeHidden();
  await expect(ticket.reply).toHaveValue('Half a thought');
  await ticket.send.click();
  await expect(ticket.message('Half a thought')).toBeVisible();
});

test('a session that ends even in use says so, and can be begun anew', async ({ open }) => {
  const page = await open(await freshSession(lucia));
  await withoutLiveEvents(page);
  await holdClock(page);
  await new TicketList(page).goto();
  await left(page, 3000, 100);
  await page.clock.fastForward('23:58:30');
  const end = new SessionEnd(page);
  await expect(end.dialog).toContainText('You have been signed in for as long as one can be.');
  await expect(end.stay).toHaveCount(0);
  await end.again.click();
  await page.unroute(SESSION);
  const again = new SignInAgain(page);
  await expect(again.dialog).toContainText('Your session ends soon.');
  await again.signIn();
  await expect(again.dialog).toBeHidden();
  await expect(end.dialog).toBeHidden();
});

test('signing out is the other answer', async ({ open }) => {
  const page = await open(await freshSession(lucia));
  await withoutLiveEvents(page);
  await holdClock(page);
  await new TicketList(page).goto();
  await left(page, 100);
  await page.clock.fastForward('23:58:30');
  await new SessionEnd(page).out.click();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await expect(new SignIn(page).heading).toBeVisible();
});
