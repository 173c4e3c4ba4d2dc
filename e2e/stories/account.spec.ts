// What customers change about themselves: address, password, and where they are signed in.
import { Account } from '../pages/portal/account.ts';
import { Shell } from '../pages/portal/shell.ts';
import { SignIn } from '../pages/portal/sign-in.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { violations } from '../support/axe.ts';
import { newcomer } from '../support/newcomer.ts';
import { PASSWORD, sofia } from '../support/people.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test } from '../support/test.ts';

const CHOSEN = 'lamp otter granite 41';

test('a new address counts once it is confirmed, and both get a mail', async ({ open, staff, complaints }) => {
  complaints.expect(/status of 4(10|22|29)/);
  const desk = await staff(sofia);
  const nora = await newcomer(desk, 'Nora Moves');
  const moved = nora.email.replace('nora', 'nora.moved');
  const page = await open(await freshSession(nora));
  const account = new Account(page);
  await account.goto();
  await expect(page.getByRole('main')).toContainText('Nora Moves');
  await account.changeEmail.click();
  await account.newEmail.fill(moved);
  await account.password.fill('not my password');
  await page.getByRole('button', { name: 'Send link' }).click();
  await expect(account.problems).toBeFocused();
  await expect(account.password).toHaveAttribute('aria-invalid', 'true');
  await account.password.fill(PASSWORD);
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  // right after a wrong password the next is not looked at for a second
  await expect(async () => {
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect(page.getByRole('main')).toContainText(`Open the link that we sent to ${moved}`, { timeout: 1_500 });
  }).toPass();
  expect(await desk.mailTo(nora.email, /^Somebody asked to change/)).toContain(moved);

  const link = await desk.linkTo(moved, /^Confirm your new e-mail address/);
  const elsewhere = await open(undefined);
  await elsewhere.request.get(link); // a mail scanner follows the link
  await elsewhere.goto(link);
  await expect(elsewhere, 'the token leaves the address').toHaveURL('/support/confirm-email');
  await elsewhere.getByRole('button', { name: 'Confirm address' }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Your e-mail address is changed' })).toBeVisible();
  expect(await violations(elsewhere, 'light')).toEqual([]);
  for (const address of [nora.email, moved]) await desk.mailTo(address, /^Your e-mail address for .* was changed/);
  await page.reload();
  await expect(page.getByRole('main')).toContainText(moved);
  await elsewhere.goto(link);
  await elsewhere.getByRole('button', { name: 'Confirm address' }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible();
  await elsewhere.getByRole('link', { name: 'Go to your account' }).click();
  await new SignIn(elsewhere).signIn({ ...nora, email: moved });
  await expect(new Account(elsewhere).heading).toBeVisible();
});

test('a new password takes the old one, and signs other devices out', async ({ open, staff, complaints }) => {
  complaints.expect(/status of 4(01|22|29)/);
  const nora = await newcomer(await staff(sofia), 'Nora Renews');
  const page = await open(await freshSession(nora));
  const phone = await open(await freshSession(nora));
  await new TicketList(phone).goto();
  const account = new Account(page);
  await account.goto();
  await expect(account.devices).not.toHaveCount(1);
  await account.changePassword.click();
  await expect(page.getByText('At least 12 characters.'), 'the rules before anything is typed').toBeVisible();
  await account.oldPassword.fill(PASSWORD);
  await account.newPassword.fill('nora.renews@example');
  await account.changePassword.click();
  await expect(account.problems).toBeFocused();
  await account.newPassword.fill(CHOSEN);
  await expect(page.getByText('Strong – 21 characters')).toBeVisible();
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await account.changePassword.click();
  await expect(new Shell(page).said('Your password is changed')).toBeAttached();
  await expect(account.newPassword).toBeHidden();
  await expect(account.devices).toHaveCount(1);
  await expect(new SignIn(phone).heading, 'nothing is left to see on it').toBeVisible();
  const again = await open(undefined);
  await new SignIn(again).goto();
  await new SignIn(again).signIn(nora, CHOSEN);
  await expect(new TicketList(again).heading).toBeVisible();
});

test('devices are listed and signed out, one or all', async ({ open, staff, complaints }) => {
  complaints.expect(/status of 401/);
  const nora = await newcomer(await staff(sofia), 'Nora Everywhere');
  const page = await open(await freshSession(nora));
  const phone = await open(undefined, { viewport: { width: 390, height: 844 }, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1' });
  await new SignIn(phone).goto();
  await new SignIn(phone).signIn(nora);
  await expect(new TicketList(phone).heading).toBeVisible();
  const account = new Account(page);
  await account.goto();
  // her own, the phone, and the browser in which she registered
  await expect(account.devices).toHaveCount(3);
  await expect(account.devices.filter({ hasText: 'This device' })).toHaveCount(1);
  await account.devices.filter({ hasText: 'Safari on iPhone' }).getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
  await expect(account.devices).toHaveCount(2);
  await expect(new SignIn(phone).heading, 'nothing is left to see on it').toBeVisible();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await violations(page, 'light')).toEqual([]);
  }
  await account.allOut.click();
  await expect(account.devices).toHaveCount(1);
  await expect(account.allOut).toHaveCount(0);
});

test('signing out says so and leads back', async ({ open, staff }) => {
  const nora = await newcomer(await staff(sofia), 'Nora Leaves');
  const page = await open(await freshSession(nora));
  await new TicketList(page).goto();
  await new Shell(page).signOut();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeFocused();
  await expect(page).toHaveURL('/support/signed-out');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await new SignIn(page).signIn(nora);
  await expect(new TicketList(page).heading).toBeVisible();
});
