// A portal that is closed to whoever is signed in, as their browser meets it. The portal of the demonstration
// is everybody's, so it stays open for all other stories.
import type { Page } from '@playwright/test';
import { startsWith } from './boot.ts';
import type { Person } from './people.ts';

const PROBLEM = {
  type: '/docs/problems#access_denied',
  title: 'You have no access to this portal',
  status: 403,
  code: 'access_denied',
  detail: 'This portal is not meant for you.',
  fields: [],
  request_id: 'story',
};

/** From now on these requests are refused because the portal is closed. */
export async function refuse(page: Page, url: RegExp): Promise<void> {
  await page.route(url, (route) =>
    route.request().method() === 'DELETE'
      ? route.fallback()
      : route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(PROBLEM) }),
  );
}

/** From now on the stream of events says that the session is over. */
export async function throwOut(page: Page): Promise<void> {
  await page.route(/\/events$/, (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: 'event: signed_out\ndata: {}\n\n' }),
  );
}

/** Pages come as they do for somebody to whom the portal is closed, until somebody signs in. */
export async function closedTo(page: Page, { name, email }: Person): Promise<void> {
  let signedIn = false;
  page.on('response', (answer) => {
    signedIn ||= answer.url().endsWith('/sessions') && answer.ok();
  });
  await startsWith(page, (boot) => ({ ...boot, outsider: { name, email } }), () => signedIn);
}
