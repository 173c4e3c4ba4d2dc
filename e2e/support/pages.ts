// Every page of both apps in the states that are cheap to reach, for the stories that look at all of them.
import { expect, type Page } from '@playwright/test';
import { createList, one } from '../pages/console/lists.ts';
import { PortalSettings } from '../pages/console/portal-settings.ts';
import { openDoors, startsWith } from './boot.ts';
import { closedTo } from './closed.ts';
import { robin, sofia, wei, type Person } from './people.ts';

export interface Place {
  name: string;
  who?: Person;
  path: string | ((page: Page) => Promise<string>);
  /** Brings the page into its state and returns when there is nothing more to come. */
  ready: (page: Page) => Promise<void>;
}

const heading = (name: string | RegExp) => async (page: Page) => {
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
};
const loaded = (name: string | RegExp) => async (page: Page) => {
  await heading(name)(page);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
};
const table = async (page: Page): Promise<void> => expect(page.getByRole('table').first()).toBeVisible();
const rows = (page: Page): Promise<void> =>
  expect(page.getByRole('region', { name: 'Tickets' }).getByRole('listitem').nth(10)).toBeVisible();
const text = (words: string) => async (page: Page) => expect(page.getByText(words).first()).toBeVisible();
const dialog = (page: Page) => expect(page.getByRole('dialog')).toBeVisible();

/** A demonstration ticket by words that only it has. */
export async function ticketOf(page: Page, words: string): Promise<number> {
  const answer = await page.request.get('/api/portal/support/tickets', { params: { q: words, view: 'organization' } });
  return (await answer.json()).items[0].id;
}

async function ticketInConsole(page: Page, words: string): Promise<number> {
  const answer = await page.request.get('/api/v1/tickets', { params: { q: words, view: 'all' } });
  return (await answer.json()).items[0].id;
}

const newest = (url: string, to: string) => async (page: Page) =>
  `${to}/${(await (await page.request.get(url)).json()).items[0].id}`;

const portalTicket = (words: string) => async (page: Page) => `/support/tickets/${await ticketOf(page, words)}`;
const consoleTicket = (words: string) => async (page: Page) =>
  `/console/inbox/all/${await ticketInConsole(page, words)}`;

const MIXED = {
  any: [
    ...one('company.name', 'contains', 'tailspin').any,
    ...one('email', 'is_any_of', ['wei.zhang@contoso.example', `${'very.long.'.repeat(6)}address@contoso.example`]).any,
    { all: [{ property: 'created_at', operator: 'in_last_days', value: 2000 }, { property: 'phone', operator: 'is_known' }] },
  ],
};

/** Makes a list, and leads to it or to another page. */
const aList = (to?: string) => async (page: Page) => {
  const id = await createList(page, `People of three kinds, with a long name, made at ${Date.now()}`, MIXED);
  return to ? `/${to}` : `/console/lists/${id}`;
};

const portal = (tab: string) => async (page: Page) => {
  const all: { id: number }[] = await (await page.request.get('/api/v1/portals')).json();
  return `/console/settings/portals/${all[0]?.id}/${tab}`;
};

/** On a portal that lets strangers register and mails links to sign in. */
const open = (path: string) => async (page: Page) => {
  await openDoors(page);
  return path;
};

/** On a portal that does not. */
const shut = (path: string) => async (page: Page) => {
  await startsWith(page, (boot) => ({ ...boot, portal: { ...boot.portal, self_registration: false } }));
  return path;
};

const denied = async (page: Page) => {
  const email = `${'a.very.long.address.'.repeat(5)}@tailspin-toys-of-the-north.example`;
  await closedTo(page, { name: 'Maximiliana Featherstonehaugh-Cholmondeley', email, app: 'portal' });
  return '/support/tickets';
};

const privateContent = (rest: string) => async (page: Page) => {
  const all: { id: number }[] = await (await page.request.get('/api/v1/domains')).json();
  return `/console/settings/private-content/${all[0]?.id}${rest}`;
};

const PORTAL: Place[] = [
  { name: 'portal-sign-in', path: '/support/sign-in', ready: heading('Sign in') },
  {
    name: 'portal-sign-in-refused',
    path: '/support/sign-in',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('group', { name: 'There is a problem' })).toBeFocused();
    },
  },
  { name: 'portal-sign-in-open', path: open('/support/sign-in'), ready: text('Register here') },
  { name: 'portal-register', path: open('/support/register'), ready: heading('Create your account') },
  {
    name: 'portal-register-refused',
    path: open('/support/register'),
    ready: async (page) => {
      await page.getByLabel('Password', { exact: true }).fill('lamp otter 41!');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('group', { name: 'There is a problem' })).toBeFocused();
    },
  },
  { name: 'portal-register-closed', path: shut('/support/register'), ready: heading('Registration is closed') },
  { name: 'portal-verify', path: open('/support/verify?token=x'), ready: heading('Confirm your e-mail address') },
  { name: 'portal-verify-expired', path: open('/support/verify'), ready: heading('This link no longer works') },
  { name: 'portal-ask-sign-in-link', path: open('/support/sign-in-link'), ready: heading('Sign in by e-mail') },
  { name: 'portal-sign-in-link', path: open('/support/sign-in-link?token=x'), ready: heading('Sign in') },
  { name: 'portal-confirm-email', path: '/support/confirm-email?token=x', ready: heading('Confirm your new e-mail address') },
  { name: 'portal-signed-out', path: '/support/signed-out', ready: heading('You are signed out') },
  { name: 'portal-denied', path: denied, ready: heading('Access denied') },
  { name: 'portal-forgot', path: '/support/forgot', ready: heading('Forgot your password?') },
  { name: 'portal-link-expired', path: '/support/set-password?token=x', ready: heading('This link no longer works') },
  { name: 'portal-tickets', who: robin, path: '/support/tickets', ready: table },
  { name: 'portal-tickets-organization', who: wei, path: '/support/tickets?view=organization', ready: table },
  { name: 'portal-tickets-none-match', who: robin, path: '/support/tickets?q=zzz', ready: text('No tickets match') },
  { name: 'portal-ticket', who: robin, path: portalTicket('currency'), ready: text('The footer is corrected') },
  {
    name: 'portal-ticket-writing',
    who: robin,
    path: portalTicket('currency'),
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'Reply' }).fill('Thank you, that is');
      await expect(page.getByText('Draft saved')).toBeVisible();
    },
  },
  {
    name: 'portal-ticket-colleague',
    who: robin,
    path: portalTicket('currency'),
    ready: async (page) => {
      await page.getByText('The footer is corrected').first().waitFor();
      const details = page.getByRole('button', { name: 'Details', exact: true });
      if (await details.isVisible()) await details.click();
      await page.getByRole('button', { name: 'Add a colleague' }).click();
      await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
    },
  },
  { name: 'portal-ticket-closed', who: robin, path: portalTicket('Wien'), ready: text('This ticket is closed') },
  { name: 'portal-new-ticket', who: robin, path: '/support/tickets/new', ready: heading('File a support ticket') },
  {
    name: 'portal-new-ticket-refused',
    who: robin,
    path: '/support/tickets/new',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Send ticket' }).click();
      await expect(page.getByRole('group', { name: 'There is a problem' })).toBeFocused();
    },
  },
  { name: 'portal-account', who: robin, path: '/support/account', ready: text('This device') },
  {
    name: 'portal-account-password',
    who: robin,
    path: '/support/account',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Change e-mail address' }).click();
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByLabel('New password', { exact: true }).fill('lamp otter 41!');
      await expect(page.getByText('Good – 14 characters')).toBeVisible();
    },
  },
  { name: 'portal-not-found', who: robin, path: '/support/tickets/99999999', ready: heading('Page not found') },
  { name: 'no-portal', path: '/no-such-portal/', ready: heading('This portal is not available') },
];

const CONSOLE: Place[] = [
  { name: 'console-sign-in', path: '/console/sign-in', ready: heading('Sign in to the console') },
  { name: 'console-inbox', who: sofia, path: '/console/inbox/open', ready: rows },
  { name: 'console-inbox-none-match', who: sofia, path: '/console/inbox/open?q=zzz', ready: text('No tickets match') },
  { name: 'console-ticket', who: sofia, path: consoleTicket('currency'), ready: text('The footer is corrected') },
  {
    name: 'console-ticket-seen-by',
    who: sofia,
    path: consoleTicket('currency'),
    ready: async (page) => {
      await page.getByText('The footer is corrected').first().waitFor();
      const details = page.getByRole('button', { name: 'Ticket details' });
      if (await details.isVisible()) await details.click();
      await page.getByText(/^Visible in portal: yes/).click();
      await text('takes part')(page);
    },
  },
  {
    name: 'console-ticket-note',
    who: sofia,
    path: consoleTicket('stocktaking'),
    ready: async (page) => {
      await expect(page.getByText('This is gold.')).toBeVisible();
      await page.keyboard.press('n');
      await page.getByRole('textbox', { name: 'Internal note' }).fill('Four bugs filed.');
    },
  },
  { name: 'console-ticket-closed', who: sofia, path: consoleTicket('Wien'), ready: text('Das hat geklappt') },
  { name: 'console-ticket-missing', who: sofia, path: '/console/inbox/open/99999999', ready: text('There is no ticket') },
  {
    name: 'console-palette',
    who: sofia,
    path: '/console/inbox/open',
    ready: async (page) => {
      await rows(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('label');
      await expect(page.getByRole('option', { name: /Label printer/ }).first()).toBeVisible();
    },
  },
  {
    name: 'console-shortcuts',
    who: sofia,
    path: '/console/contacts',
    ready: async (page) => {
      await table(page);
      await page.keyboard.press('?');
      await dialog(page);
    },
  },
  {
    name: 'console-new-ticket-refused',
    who: sofia,
    path: '/console/contacts',
    ready: async (page) => {
      await table(page);
      await page.keyboard.press('c');
      await page.getByRole('button', { name: 'File ticket' }).click();
      await expect(page.getByRole('group', { name: 'There is a problem' })).toBeFocused();
    },
  },
  { name: 'console-contacts', who: sofia, path: '/console/contacts', ready: table },
  { name: 'console-contacts-none-match', who: sofia, path: '/console/contacts?q=zzz', ready: text('No contacts match') },
  { name: 'console-contact', who: sofia, path: newest('/api/v1/contacts?q=olsen', '/console/contacts'), ready: loaded('Robin Olsen') },
  { name: 'console-companies', who: sofia, path: '/console/companies', ready: table },
  { name: 'console-company', who: sofia, path: newest('/api/v1/companies?q=tailspin', '/console/companies'), ready: table },
  { name: 'console-lists', who: sofia, path: aList('console/lists'), ready: table },
  {
    name: 'console-list-new',
    who: sofia,
    path: '/console/lists/new?name=Toy makers',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Add condition' }).click();
      await page.getByRole('combobox', { name: 'Property' }).click();
      await expect(page.getByRole('option', { name: 'First name' })).toBeVisible();
    },
  },
  {
    name: 'console-list-refused',
    who: sofia,
    path: '/console/lists/new?name=Toy makers',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Add condition' }).click();
      await page.getByRole('button', { name: 'Create list' }).click();
      await text('Choose a property.')(page);
    },
  },
  { name: 'console-list', who: sofia, path: aList(), ready: text('Robin Olsen') },
  { name: 'console-portals', who: sofia, path: '/console/settings/portals', ready: table },
  { name: 'console-portal-general', who: sofia, path: portal('general'), ready: text('Publication') },
  {
    name: 'console-portal-access',
    who: sofia,
    path: portal('access'),
    ready: async (page) => {
      const settings = new PortalSettings(page);
      const name = `Looked at ${Date.now()}`;
      await createList(page, name, MIXED);
      await settings.choice('Contacts on chosen lists').check();
      await settings.chooseList(name);
      await expect(settings.change).toContainText('Afterwards');
    },
  },
  {
    name: 'console-portal-visibility',
    who: sofia,
    path: portal('visibility'),
    ready: async (page) => {
      const settings = new PortalSettings(page);
      await settings.choice('Their own tickets').check();
      await expect(settings.change.getByRole('table')).toBeVisible();
    },
  },
  { name: 'console-private-contents', who: sofia, path: '/console/settings/private-content', ready: table },
  { name: 'console-private-content', who: sofia, path: privateContent(''), ready: loaded(/./) },
  {
    name: 'console-private-content-strangers',
    who: sofia,
    path: privateContent(''),
    ready: async (page) => {
      await page.getByRole('switch', { name: 'Allow self-registration' }).check();
      await page.getByRole('textbox', { name: 'Words beside the checkbox' }).fill('I agree.');
      await page.getByRole('button', { name: 'Save settings' }).click();
      await expect(page.getByRole('group', { name: 'There is a problem' })).toBeFocused();
    },
  },
  { name: 'console-system-pages', who: sofia, path: privateContent('/pages'), ready: table },
  { name: 'console-system-page', who: sofia, path: privateContent('/pages/register'), ready: loaded(/./) },
  { name: 'console-domain-mails', who: sofia, path: privateContent('/mails'), ready: table },
  { name: 'console-domain-mail', who: sofia, path: privateContent('/mails/reply_notification'), ready: loaded(/./) },
  {
    name: 'console-audit-log',
    who: sofia,
    path: aList('console/settings/audit'),
    ready: table,
  },
  {
    name: 'console-audit-event',
    who: sofia,
    path: aList('console/settings/audit'),
    ready: async (page) => {
      await page.getByRole('table').getByRole('button', { name: 'List created' }).first().click();
      await dialog(page);
    },
  },
  { name: 'console-mail-log', who: sofia, path: '/console/settings/mail', ready: table },
  { name: 'console-mail', who: sofia, path: newest('/api/v1/mails', '/console/settings/mail'), ready: text('Delivery') },
  { name: 'console-imports', who: sofia, path: '/console/settings/imports', ready: loaded('Imports') },
  { name: 'console-no-page', who: sofia, path: '/console/nowhere', ready: heading('No such page') },
];

export const PLACES: Place[] = [...PORTAL, ...CONSOLE];

/** Goes to a place and brings it into its state. */
export async function go(page: Page, place: Place): Promise<void> {
  await page.goto(typeof place.path === 'string' ? place.path : await place.path(page));
  await place.ready(page);
}
