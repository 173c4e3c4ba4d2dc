// Signing in by a mailed link, without a password.
import { SignIn } from '../pages/portal/sign-in.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { violations } from '../support/axe.ts';
import { openDoors } from '../support/boot.ts';
import { newcomer } from '../support/newcomer.ts';
import { sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a link is mailed, survives a scanner, and signs in once', async ({ page, open, staff, complaints }) => {
  complaints.expect(/status of 410/);
  const desk = await staff(sofia);
  const nora = await newcomer(desk, 'Nora Link');
  const inbox = page.getByRole('heading', { level: 1, name: 'Check your inbox' });
  for (const email of ['nobody@nowhere.example', nora.email]) {
    await new SignIn(page).goto();
    await page.getByRole('link', { name: 'E-mail me a sign-in link' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in by e-mail' })).toBeFocused();
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect(inbox).toBeFocused();
    await expect(page.getByText(`If ${email} belongs to an account here`)).toBeVisible();
  }
  const link = await desk.linkTo(nora.email, /^Sign in to /);
  await page.request.get(link); // a mail scanner follows the link
  await page.goto(link);
  await expect(page, 'the token leaves the address').toHaveURL('/support/sign-in-link');
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(new TicketList(page).heading).toBeFocused();

  const late = await open(undefined);
  await late.goto(link);
  await late.getByRole('button', { name: 'Sign in' }).click();
  await expect(late.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible();
  await late.getByRole('button', { name: 'Send a new link' }).click();
  await expect(late.getByRole('heading', { level: 1, name: 'Sign in by e-mail' })).toBeVisible();
});

test('it is offered only where it is on, like registering', async ({ page }) => {
  const ways = page.getByRole('link', { name: /sign-in link|Register here/ });
  await openDoors(page);
  await new SignIn(page).goto();
  await expect(ways).toHaveCount(2);
  expect(await violations(page, 'light')).toEqual([]);
});
