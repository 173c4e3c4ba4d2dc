// The stream of live events of a page: waiting for it, and keeping it away.
import type { Page } from '@playwright/test';

/** From now on the stream gets no answer: the page learns only what it asks for. */
export async function withoutLiveEvents(page: Page): Promise<void> {
  await page.route(/\/events$/, () => undefined);
}

/** From now on the stream says nothing until `end` is called: then, that the session was not used in time. */
export async function untilTimeIsUp(page: Page): Promise<() => void> {
  let end = (): void => undefined;
  const ended = new Promise<void>((done) => (end = done));
  await page.route(/\/events$/, async (route) => {
    await ended;
    await route.fulfill({ contentType: 'text/event-stream', body: 'event: signed_out\ndata: {"revoked":false}\n\n' });
  });
  return end;
}

/** Goes to a page and waits until it is being told what happens: what happens before that it may not hear of. */
export async function listening(page: Page, go: () => Promise<void>): Promise<void> {
  const stream = page.waitForResponse(/\/events$/);
  await go();
  await stream;
}
