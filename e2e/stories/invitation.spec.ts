// From a new contact to a customer who is signed in. No mail server here: the mail is read in the console.
import { Directory } from '../pages/console/directory.ts';
import { SetPassword } from '../pages/portal/set-password.ts';
import { SignIn } from '../pages/portal/sign-in.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

const NEW = { name: 'Ida Holm', email: 'ida.holm@fabrikam.example', app: 'portal' } as const;
const LATER = 'lamp otter granite 41';

test('a contact is created, invited, chooses a password and is in', async ({ open, complaints }) => {
  complaints.expect(/status of 4(10|22)/);
  const staffPage = await open(sofia);
  const contacts = new Directory(staffPage, 'contact');
  await contacts.goto();
  await contacts.create.click();
  await contacts.dialog.getByRole('textbox', { name: 'E-mail address' }).fill(NEW.email);
  await contacts.dialog.getByRole('textbox', { name: 'First name' }).fill('Ida');
  await contacts.dialog.getByRole('textbox', { name: 'Last name' }).fill('Holm');
  await contacts.dialog.getByRole('combobox', { name: 'Company' }).fill('Fabri');
  await staffPage.getByRole('option', { name: /^Fabrikam/ }).click();
  await contacts.dialog.getByRole('button', { name: 'Create contact' }).click();
  await expect(staffPage.getByRole('heading', { level: 1, name: NEW.name })).toBeVisible();
  await expect(contacts.details).toContainText('No access yet');
  await contacts.details.getByRole('button', { name: 'Send invitation' }).click();
  await expect(contacts.details).toContainText('Invited');
  await expect(contacts.details).toContainText('The mail waits in the outbox.');

  await contacts.details.getByRole('link', { name: 'Show mail log' }).click();
  await expect(staffPage.getByRole('heading', { level: 1, name: 'Mail log' })).toBeVisible();
  const mail = staffPage.getByRole('row').filter({ hasText: NEW.email });
  await expect(mail).toContainText('In the outbox');
  await mail.getByRole('link').click();
  const content = staffPage.getByRole('main').getByText('/support/set-password?token=');
  const link = (await content.innerText()).match(/http\S+\/support\/set-password\?token=\S+/)?.[0] ?? '';

  const page = await open(undefined);
  await page.goto(link);
  const choose = new SetPassword(page);
  await expect(choose.heading).toBeVisible();
  await expect(page, 'the token leaves the address').toHaveURL('/support/set-password');
  await choose.password.fill('short');
  await choose.submit.click();
  await expect(choose.problems).toBeFocused();
  await expect(choose.problems).toContainText('12');
  for (const weak of ['ida.holm@fabrikam.example', 'password1234', 'aaaaaaaaaaaaaa']) {
    await choose.password.fill(weak);
    await choose.submit.click();
    await expect(choose.problems).toBeVisible();
    await expect(choose.password).toHaveAttribute('aria-invalid', 'true');
  }
  await choose.password.fill(LATER);
  await choose.submit.click();
  const list = new TicketList(page);
  await expect(list.heading).toBeVisible();
  await expect(page.getByText('No tickets yet')).toBeVisible();
  await expect(list.file, 'one way to file a ticket, not two').toHaveCount(1);
  await list.choose(list.view, 'Organization tickets');
  await expect(list.row('Rounding of 0.5 cent in discounts')).toContainText('Peter Novák');

  const late = await open(undefined);
  await late.goto(link);
  const used = new SetPassword(late);
  await expect(used.expired).toBeVisible();
  await used.again.click();
  await expect(late.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();

  const signIn = new SignIn(late);
  await signIn.goto();
  await signIn.signIn(NEW, LATER);
  await expect(new TicketList(late).heading).toBeVisible();
});

test('a link that never existed says so and shows a way forward', async ({ page, complaints }) => {
  complaints.expect(/status of 4\d\d/);
  for (const token of ['?token=nonsense', '']) {
    await page.goto(`/support/set-password${token}`);
    const used = new SetPassword(page);
    await expect(used.expired).toBeVisible();
    await expect(used.again).toHaveAttribute('href', '/support/forgot');
  }
});
