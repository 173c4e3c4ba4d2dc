// Getting into the portal and out of it.
import { Shell } from '../pages/portal/shell.ts';
import { SignIn } from '../pages/portal/sign-in.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { hanna } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';
import type { Request } from '@playwright/test';

test('a wrong password is told in words that give nothing away', async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  const signIn = new SignIn(page);
  await signIn.goto();
  await signIn.signIn({ ...hanna, email: 'nobody@tailspin.example' });
  await expect(signIn.alert).toContainText('E-mail or password is wrong, or there were too many tries.');
  const forNobody = await signIn.alert.getByText('E-mail or password').innerText();

  await signIn.goto();
  await signIn.signIn({ ...hanna, email: 'noah@litware.example' }, 'not the password at all');
  await expect(signIn.alert).toContainText(forNobody);
  await expect(signIn.email).toHaveValue('noah@litware.example');
});

test('what is missing is listed, and the list leads to the fields', async ({ page }) => {
  const signIn = new SignIn(page);
  await signIn.goto();
  await signIn.submit.click();
  const problems = page.getByRole('group', { name: 'There is a problem' });
  await expect(problems).toBeFocused();
  await problems.getByRole('link', { name: 'Enter your password.' }).click();
  await expect(signIn.password).toBeFocused();
  await expect(signIn.email).toHaveAttribute('aria-invalid', 'true');
});

test('a link into the portal leads there after signing in', async ({ page, customer }) => {
  const id = await (await customer(hanna)).file({ subject: 'Deep link to this ticket' });
  await page.goto(`/support/tickets/${id}`);
  const signIn = new SignIn(page);
  await expect(signIn.heading).toBeVisible();
  await expect(page, 'at the same address').toHaveURL(`/support/tickets/${id}`);
  await signIn.signIn(hanna);
  await expect(new Ticket(page).subject).toHaveText('Deep link to this ticket');
  await expect(page).toHaveURL(`/support/tickets/${id}`);
});

for (const elsewhere of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
  test(`nobody is sent on to ${elsewhere}`, async ({ page }) => {
    const signIn = new SignIn(page);
    await signIn.goto(elsewhere);
    await signIn.signIn(hanna);
    await expect(new TicketList(page).heading).toBeVisible();
    await expect(page).toHaveURL('/support/tickets');
  });
}

test('keep me signed in outlives the browser, otherwise the session does not', async ({ page, context }) => {
  const signIn = new SignIn(page);
  const expiry = async (): Promise<number | undefined> =>
    (await context.cookies()).find((cookie) => cookie.name.endsWith('portico_portal'))?.expires;

  await signIn.goto();
  await signIn.signIn(hanna);
  await expect(new TicketList(page).heading).toBeVisible();
  expect(await expiry(), 'ends with the browser').toBe(-1);

  await new Shell(page).signOut();
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await expect(signIn.heading).toBeVisible();
  await signIn.fill(hanna);
  await signIn.keep.check();
  await signIn.submit.click();
  await expect(new TicketList(page).heading).toBeVisible();
  const days = ((await expiry()) ?? 0) / 86_400 - Date.now() / 86_400_000;
  expect(days).toBeGreaterThan(25);
});

test('signing out asks nobody whether one is still signed in', async ({ open }) => {
  const page = await open(await freshSession(hanna));
  const followed = page.waitForRequest(/\/events$/);
  await new TicketList(page).goto();
  const stream = await followed;
  const closed = new Promise<void>((done) => {
    const over = (request: Request): void => (request === stream ? done() : undefined);
    page.on('requestfinished', over);
    page.on('requestfailed', over);
  });
  // the answer comes only after the stream has ended, whoever ended it
  await page.route('**/session', async (route) => {
    const answer = await route.fetch();
    await closed;
    await route.fulfill({ response: answer });
  });
  await new Shell(page).signOut();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
});

test('after signing out nothing is left to see, not even by going back', async ({ open, customer }) => {
  const id = await (await customer(hanna)).file({ subject: 'Confidential after signing out' });
  const page = await open(await freshSession(hanna));
  const ticket = new Ticket(page);
  await new TicketList(page).goto();
  await new TicketList(page).ticket('Confidential after signing out').first().click();
  await ticket.reply.fill('half a sentence');
  await new Shell(page).signOut();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible();
  const signIn = new SignIn(page);

  await page.goBack();
  await expect(signIn.heading).toBeVisible();
  await expect(page.getByText('Confidential after signing out')).toHaveCount(0);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('half a sentence');

  await page.goto(`/support/tickets/${id}`);
  await expect(signIn.heading).toBeVisible();
  await expect(page.getByText('Confidential after signing out')).toHaveCount(0);
});

test('whoever forgot their password is told the same whether they are known or not', async ({ page }) => {
  for (const email of ['carla@mendes-consulting.example', 'nobody@nowhere.example']) {
    await new SignIn(page).goto();
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Check your inbox' })).toBeVisible();
    await expect(page.getByText(`If ${email} belongs to an account here`)).toBeVisible();
  }
});

test('whoever is not inside downloads the way in, whoever is inside the portal, and neither the other', async ({ page }) => {
  const programs: string[] = [];
  page.on('request', (request) => {
    const program = request.url().match(/\/assets\/(\w+)-[0-9a-f]{16}\.wasm$/)?.[1];
    if (program !== undefined) programs.push(program);
  });
  const signIn = new SignIn(page);
  await page.goto('/support/tickets?status=closed');
  await expect(signIn.heading).toBeVisible();
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeFocused();
  await page.goBack();
  expect([...new Set(programs)]).toEqual(['entry']);
  programs.length = 0;
  await signIn.signIn(hanna);
  const list = new TicketList(page);
  await expect(list.heading, 'the focus travels along').toBeFocused();
  await expect(page).toHaveURL('/support/tickets?status=closed');
  expect([...new Set(programs)]).toEqual(['portal']);
  // already inside, the sign-in page only leads on
  await signIn.goto('/support/account');
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  await page.goto('/support/forgot');
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' }), 'mailed links lead in at any time').toBeVisible();
});
