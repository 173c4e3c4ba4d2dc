// From a stranger to a customer who is signed in: registering, the mail, confirming, and what may go wrong.
import { Denied } from '../pages/portal/denied.ts';
import { Register, Verify } from '../pages/portal/register.ts';
import { SignIn } from '../pages/portal/sign-in.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { violations } from '../support/axe.ts';
import { holdClock } from '../support/clock.ts';
import { refuse } from '../support/closed.ts';
import { hanna, sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

const CHOSEN = 'lamp otter granite 41';
const CONFIRM = /^Confirm your e-mail address/;
const expired = (page: import('@playwright/test').Page) =>
  page.getByRole('heading', { level: 1, name: 'This link no longer works' });

test.beforeEach(async ({ staff, complaints }) => {
  complaints.expect(/status of 4(01|03|10|22)/);
  await (await staff(sofia)).openDoors();
});

test('a stranger registers, confirms the address and is in', async ({ page, open, staff }) => {
  const email = `nora.lind.${Date.now()}@example.test`;
  await new SignIn(page).goto();
  await page.getByRole('link', { name: 'Register here' }).click();
  const register = new Register(page);
  await expect(register.heading).toBeFocused();
  await expect(page).toHaveTitle('Create your account – Northwind Support');
  await expect(page.getByText('At least 12 characters.'), 'the rules before anything is typed').toBeVisible();
  await register.submit.click();
  await expect(register.problems).toBeFocused();
  await expect(register.problems.getByRole('link')).toHaveCount(4);
  await register.problems.getByRole('link', { name: 'Agree to this to register.' }).click();
  await expect(register.agree).toBeFocused();
  await expect(register.agree).not.toBeChecked();

  await register.fill(email, 'short');
  await expect(page.getByText('Too short – 7 more characters')).toBeVisible();
  await register.password.fill('aaaaaaaaaaaaaa');
  await expect(page.getByText('Too easy to guess – use a few unrelated words')).toBeVisible();
  await register.password.fill('password1234');
  await register.submit.click();
  await expect(register.problems, 'the server knows what everybody uses').toBeFocused();
  await register.password.fill(CHOSEN);
  await expect(page.getByText('Strong – 21 characters')).toBeVisible();
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await register.submit.click();
  await expect(register.inbox).toBeFocused();
  await expect(page.getByRole('main')).toContainText(email);
  await expect(register.again).toHaveAttribute('aria-disabled', 'true');

  const link = await (await staff(sofia)).linkTo(email, CONFIRM);
  await page.request.get(link); // a mail scanner follows the link
  await page.goto(link);
  const verify = new Verify(page);
  await expect(verify.heading).toBeVisible();
  await expect(page, 'the token leaves the address').toHaveURL('/support/verify');
  expect(await violations(page, 'light')).toEqual([]);
  await verify.confirm.click();
  await expect(new TicketList(page).heading).toBeFocused();
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('Your e-mail address is confirmed');

  const late = await open(undefined);
  await late.goto(link);
  await new Verify(late).confirm.click();
  await expect(expired(late)).toBeVisible();
  await expect(late.getByRole('link', { name: 'Register again' })).toHaveAttribute('href', '/support/register');
});

test('in another browser the chosen password is asked for', async ({ page, open, staff }) => {
  const email = `nora.elsewhere.${Date.now()}@example.test`;
  await page.goto('/support/register');
  const register = new Register(page);
  await register.fill(email, CHOSEN);
  await register.submit.click();
  await expect(register.inbox).toBeVisible();
  const phone = await open(undefined, { viewport: { width: 390, height: 844 } });
  await phone.goto(await (await staff(sofia)).linkTo(email, CONFIRM));
  const verify = new Verify(phone);
  await verify.confirm.click();
  await expect(verify.password).toBeFocused();
  expect(await violations(phone, 'light')).toEqual([]);
  await verify.password.fill('something else 12');
  await verify.confirm.click();
  await expect(verify.password).toHaveAttribute('aria-invalid', 'true');
  await verify.password.fill(CHOSEN);
  await verify.confirm.click();
  await expect(new TicketList(phone).heading).toBeVisible();
});

test('whoever has an account already is told the same, and gets another mail', async ({ page, staff }) => {
  await page.goto('/support/register');
  const register = new Register(page);
  await register.fill(hanna.email, CHOSEN);
  await register.submit.click();
  await expect(register.inbox).toBeVisible();
  const mail = await (await staff(sofia)).mailTo(hanna.email, /^You already have an account/);
  expect(mail).not.toContain('token=');
});

test('the mail is sent again after a minute', async ({ page, staff }) => {
  const email = `nora.again.${Date.now()}@example.test`;
  await holdClock(page);
  await page.goto('/support/register');
  const register = new Register(page);
  await register.fill(email, CHOSEN);
  await register.submit.click();
  await expect(register.inbox).toBeVisible();
  const first = await (await staff(sofia)).linkTo(email, CONFIRM);
  await page.clock.runFor(59_000);
  await expect(register.again).toHaveAttribute('aria-disabled', 'true');
  await page.clock.runFor(2_000);
  await expect(register.again).not.toHaveAttribute('aria-disabled', 'true');
  await register.again.click();
  await expect(page.getByText('The mail is on its way again').first()).toBeVisible();
  await expect(register.again).toHaveAttribute('aria-disabled', 'true');
  await expect.poll(async () => (await staff(sofia)).linkTo(email, CONFIRM)).not.toBe(first);
});

test('registered but not among those who may enter: access denied, without a loop', async ({ page, staff }) => {
  const email = `nora.outside.${Date.now()}@example.test`;
  await page.goto('/support/register');
  const register = new Register(page);
  await register.fill(email, CHOSEN);
  await register.submit.click();
  await expect(register.inbox).toBeVisible();
  await page.goto(await (await staff(sofia)).linkTo(email, CONFIRM));
  await refuse(page, /\/verifications$/);
  await new Verify(page).confirm.click();
  await expect(new Denied(page).heading).toBeVisible();
  await expect(page.getByRole('main')).toContainText('The link was yours, but you are not among those who may enter');
  await new Denied(page).leave.click();
  await expect(new SignIn(page).heading).toBeVisible();
});

test('words that were changed while they were read are shown anew and not agreed to', async ({ page }) => {
  await page.goto('/support/register');
  const register = new Register(page);
  await register.fill('nora.reads@example.test', CHOSEN);
  const changed = { pointer: '/consent_version', code: 'invalid', message: 'This text was changed a moment ago.' };
  await page.route(/\/registrations$/, (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: '', title: '', status: 422, code: 'validation_failed', detail: '', fields: [changed], request_id: 'story' }),
    }),
  );
  await page.route(/\/api\/public\/portals\/support$/, async (route) => {
    const answer = await route.fetch();
    const boot = await answer.json();
    const consent = { version: 9, notice_html: '<p>Other words.</p>', label_html: 'Agreed.' };
    return route.fulfill({ response: answer, json: { ...boot, portal: { ...boot.portal, consent } } });
  });
  await register.submit.click();
  await expect(page.getByText('Other words.')).toBeVisible();
  await expect(register.agree).not.toBeChecked();
  await expect(register.email, 'nothing typed is lost').toHaveValue('nora.reads@example.test');
});
