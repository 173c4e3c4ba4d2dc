// How customers of a domain get in, as staff set it: on a server of their own, since other stories open the doors
// of the one that all share.
import { PortalSettings } from '../pages/console/portal-settings.ts';
import { PrivateContent } from '../pages/console/private-content.ts';
import { violations } from '../support/axe.ts';
import { maya, PASSWORD, sofia, type Person } from '../support/people.ts';
import { launch, type Server } from '../support/server.ts';
import { freshSession } from '../support/sessions.ts';
import { expect, test as base } from '../support/test.ts';
import type { Page, Request } from '@playwright/test';

const NOTICE = 'We keep **your name**, see our [privacy policy](https://northwind.example/privacy).';
const LABEL = 'I agree to the privacy policy.';

const OLD_SESSION = {
  type: '/docs/problems#confirmation_needed',
  title: 'Confirm that it is you',
  status: 403,
  code: 'confirmation_needed',
  detail: 'Confirm with your password that it is you, and send this again.',
  fields: [],
  request_id: 'story',
};

/** From now on what is saved is only played; returns what was sent. */
async function playSaving(page: Page): Promise<Request[]> {
  const sent: Request[] = [];
  let now: { settings: unknown; version: number; consent_version: number } | undefined;
  await page.route('**/api/v1/domains/*/private-content', async (route) => {
    const request = route.request();
    now ??= await (await page.request.get(request.url())).json();
    if (request.method() === 'PUT' && now) {
      sent.push(request);
      now = { ...now, settings: request.postDataJSON(), version: now.version + 1, consent_version: now.consent_version + 1 };
    }
    await route.fulfill({ json: now });
  });
  return sent;
}

let server: Server;
const test = base.extend<{ desk: (who: Person) => Promise<Page> }>({
  desk: async ({ open }, use) => {
    await use(async (who) => open(await freshSession(who, PASSWORD, server.url), { baseURL: server.url }));
  },
});
test.beforeAll(async () => {
  server = await launch();
});
test.afterAll(() => server.stop());

test('opening to strangers: what is missing, what it means, and what is sent', async ({ desk }) => {
  const page = await desk(sofia);
  const sent = await playSaving(page);
  const content = new PrivateContent(page);
  await content.goto();
  await expect(content.register).not.toBeChecked();
  await content.register.check();
  await expect(page.getByText('Strangers can get in.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'open to everyone who can sign in' })).toContainText('Northwind Support');
  await content.save.click();
  await expect(content.problems).toBeFocused();
  await expect(content.problems.getByRole('link')).toHaveCount(2);
  await content.problems.getByRole('link').first().click();
  await expect(content.notice).toBeFocused();
  await expect(content.notice).toHaveAttribute('aria-invalid', 'true');
  await content.notice.fill(NOTICE);
  await expect(content.notice).not.toHaveAttribute('aria-invalid', 'true');
  await expect(content.preview.getByRole('link', { name: 'privacy policy' })).toHaveAttribute('href', 'https://northwind.example/privacy');
  await expect(content.preview.locator('strong')).toHaveText('your name');
  await content.label.fill(LABEL);
  await expect(content.preview).toContainText(LABEL);

  await content.save.click();
  const asked = content.dialog('Let strangers in?');
  await expect(asked).toContainText('Northwind Support');
  await asked.getByRole('button', { name: 'Keep editing' }).click();
  await expect(content.save).toBeFocused();
  expect(sent).toHaveLength(0);
  await content.save.click();
  await asked.getByRole('button', { name: 'Let strangers in' }).click();
  await expect(page.getByText('Private content saved').first()).toBeVisible();
  expect(sent[0]?.postDataJSON()).toMatchObject({ self_registration: true, consent_notice: NOTICE, consent_label: LABEL });
  expect(sent[0]?.headers()['if-match']).toMatch(/^"\d+"$/);
  await expect(page.getByText(/^This is version \d/)).toBeVisible();
  // saved: nothing holds anybody back
  await page.getByRole('link', { name: 'All domains' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Private content' })).toBeFocused();
});

test('formatting by keyboard', async ({ desk }) => {
  const page = await desk(sofia);
  const content = new PrivateContent(page);
  await content.goto();
  await content.notice.fill('We keep it');
  await content.notice.press('Control+A');
  await page.keyboard.press('Control+B');
  await expect(content.notice).toHaveValue('**We keep it**');
  await page.keyboard.press('Control+B');
  await expect(content.notice).toHaveValue('We keep it');
  await page.keyboard.press('Control+I');
  await expect(content.notice).toHaveValue('_We keep it_');
  await page.keyboard.press('Control+Z');
  await expect(content.notice, 'what a button did can be undone').toHaveValue('We keep it');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+K');
  await expect(content.notice).toHaveValue('[We keep it](https://)');
  await page.keyboard.type('x.test');
  await expect(content.notice, 'the address is typed next').toHaveValue('[We keep it](x.test)');
  await content.notice.fill('one\ntwo');
  await content.notice.press('Control+A');
  const tools = page.getByRole('toolbar', { name: 'Formatting' }).first();
  await page.keyboard.press('Shift+Tab');
  await expect(tools.getByRole('button', { name: 'Bold' })).toBeFocused();
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
  await expect(tools.getByRole('button', { name: 'List' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(content.notice).toHaveValue('- one\n- two');
  await expect(content.notice).toBeFocused();
});

test('unsaved changes are not lost by a link, by Back, or by closing the tab', async ({ desk }) => {
  const page = await desk(sofia);
  const content = new PrivateContent(page);
  await content.goto();
  const links = page.getByRole('switch', { name: 'Offer sign-in links' });
  await links.check();
  const asked = content.dialog('Leave without saving?');
  await content.parts.getByRole('link', { name: 'Pages' }).click();
  await asked.getByRole('button', { name: 'Keep editing' }).click();
  await expect(asked).toBeHidden();
  await expect(links).toBeChecked();
  await page.goBack();
  await expect(asked).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/private-content\/\d+$/);
  await expect(links).toBeChecked();
  const closing = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  const browser = await closing;
  expect(browser.type()).toBe('beforeunload');
  await browser.dismiss();
  await page.goBack();
  await asked.getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Private content' })).toBeVisible();
  // nothing was changed: nothing is asked
  await page.getByRole('table').getByRole('link').first().click();
  await expect(links).not.toBeChecked();
  await page.getByRole('link', { name: 'All domains' }).click();
  await expect(page.getByRole('table')).toBeVisible();
});

test('somebody else was faster, and wrong fields are named', async ({ desk, complaints }) => {
  complaints.expect(/status of 412/);
  const page = await desk(sofia);
  const content = new PrivateContent(page);
  await content.goto();
  const admin = page.getByRole('textbox', { name: 'Admin e-mail' });
  await admin.fill('nobody');
  await content.save.click();
  await expect(content.problems).toBeFocused();
  await expect(admin).toHaveAttribute('aria-invalid', 'true');
  await admin.fill('');
  const problem = {
    type: '/docs/problems#changed_meanwhile', title: 'Changed meanwhile', status: 412, code: 'changed_meanwhile',
    detail: 'Somebody else changed this.', fields: [], request_id: 'story',
  };
  await page.route('**/api/v1/domains/*/private-content', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 412, contentType: 'application/problem+json', body: JSON.stringify(problem) })
      : route.fallback(),
  );
  await page.getByRole('combobox', { name: 'Sessions end without use after' }).selectOption('20 minutes');
  await content.save.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Somebody else changed this' })).toBeVisible();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('combobox', { name: 'Sessions end without use after' })).toHaveValue('60');
});

test('the settings of a portal lead there, and only whom they are open to', async ({ desk }) => {
  const page = await desk(sofia);
  const settings = new PortalSettings(page);
  await settings.goto('Access');
  await page.getByRole('link', { name: 'Manage consent to process' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Consent to process' })).toBeFocused();
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await page.goBack();
  await page.getByRole('link', { name: /self-registration$/ }).click();
  await expect(new PrivateContent(page).register).toBeVisible();
  const agent = await desk(maya);
  await agent.goto('/console/settings/private-content');
  await expect(agent.getByRole('heading', { level: 1, name: 'Not permitted' })).toBeVisible();
});

test('what a session left open must not do asks for the password first, and is done then', async ({ desk, complaints }) => {
  complaints.expect(/status of (403|422|429)/);
  const page = await desk(sofia);
  const content = new PrivateContent(page);
  await content.goto();
  // as if the session were older than ten minutes, until the password was given
  let confirmed = false;
  page.on('response', (answer) => {
    confirmed ||= answer.url().endsWith('/session/confirmation') && answer.ok();
  });
  await page.route('**/private-content', (route) =>
    route.request().method() === 'PUT' && !confirmed
      ? route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(OLD_SESSION) })
      : route.fallback(),
  );
  const links = page.getByRole('switch', { name: 'Offer sign-in links' });
  const before = await links.isChecked();
  await links.click();
  await content.save.click();
  const asked = content.dialog('Confirm that it is you');
  const password = asked.getByLabel('Your password', { exact: true });
  await expect(password).toBeFocused();
  await expect(asked).toContainText(sofia.email);
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  const refused = page.getByRole('alert').filter({ hasText: 'Confirm with your password that it is you' });
  await expect(refused).toBeFocused();
  await expect(refused).toBeInViewport();

  await content.save.click();
  await asked.getByRole('button', { name: 'Confirm' }).click();
  await expect(password).toBeFocused();
  await expect(password).toHaveAttribute('aria-invalid', 'true');
  await password.fill('not the password at all');
  await page.keyboard.press('Enter');
  await expect(asked.getByText('This is not your password.')).toBeVisible();
  await expect(password).toBeFocused();
  await expect(password).toHaveValue('');
  await expect(async () => {
    // a wrong one is waited for
    await password.fill(PASSWORD);
    await asked.getByRole('button', { name: 'Confirm' }).click();
    await expect(asked).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText('Private content saved').first()).toBeVisible();
  await page.reload();
  await expect(links).toBeChecked({ checked: !before });
});
