// Somebody can sign in, but this portal is not meant for them.
import { Denied } from '../pages/portal/denied.ts';
import { SignIn } from '../pages/portal/sign-in.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { violations } from '../support/axe.ts';
import { closedTo, refuse, throwOut } from '../support/closed.ts';
import { withoutLiveEvents } from '../support/live.ts';
import { hanna } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';

test.beforeEach(({ complaints }) => complaints.expect(/status of 40[13]/));

test('the page says who is signed in and what to do, and leads to another account', async ({ open }) => {
  const page = await open(await freshSession(hanna));
  await closedTo(page, hanna);
  await page.goto('/support/tickets');
  const denied = new Denied(page);
  await expect(denied.heading).toBeVisible();
  await expect(page).toHaveTitle('Access denied – Northwind Support');
  const words = page.getByRole('main');
  await expect(words).toContainText('You are signed in as Hanna Weber, weber@tailspin.example.');
  await expect(words.getByRole('link', { name: 'support@northwind.example' })).toBeVisible();
  await expect(words).not.toContainText(/list/i);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page, 'no loop').toHaveURL('/support/tickets');
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 900 });
    expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  }
  await denied.leave.click();
  const signIn = new SignIn(page);
  await expect(signIn.heading).toBeVisible();
  await signIn.signIn(hanna);
  await expect(page.getByRole('heading', { level: 1, name: 'Tickets' })).toBeVisible();
});

test('an open page learns it, and shows nothing any more', async ({ open, customer }) => {
  const id = await (await customer(hanna)).file({ subject: 'Seen no longer' });
  const page = await open(await freshSession(hanna));
  await throwOut(page);
  await refuse(page, /\/api\/portal\/support\/session$/);
  await closedTo(page, hanna);
  await page.route(`/support/tickets/${id}`, (route) => route.continue(), { times: 1 });
  await page.goto(`/support/tickets/${id}`);
  await expect(new Denied(page).heading).toBeVisible();
  await expect(page).toHaveURL(`/support/tickets/${id}`);
  await expect(page.getByText('Seen no longer')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('whatever is asked next tells it as well', async ({ open, customer }) => {
  const id = await (await customer(hanna)).file({ subject: 'The reply is too late' });
  const page = await open(await freshSession(hanna));
  await withoutLiveEvents(page);
  const ticket = new Ticket(page);
  await ticket.goto(id);
  await refuse(page, /\/messages$/);
  await closedTo(page, hanna);
  await ticket.say('Am I still here?');
  await expect(new Denied(page).heading).toBeVisible();
});

test('signing in tells it, without a session', async ({ page }) => {
  const signIn = new SignIn(page);
  await signIn.goto();
  await refuse(page, /\/sessions$/);
  await signIn.signIn(hanna);
  const denied = new Denied(page);
  await expect(denied.heading).toBeVisible();
  await expect(page.getByRole('main')).toContainText('You tried to sign in as weber@tailspin.example.');
  await denied.leave.click();
  await expect(signIn.heading).toBeVisible();
});
