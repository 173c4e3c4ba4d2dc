// The stream of live events of a page: waiting for it, and keeping it away.
import type { Page } from '@playwright/test';

/** From now on the stream gets no answer: the page learns only what it asks for. */
export async function withoutLiveEvents(page: Page): Promise<void> {
  await page.route(/\/events$/, () => undefined);
}

/** Goes to a page and waits until it is being told what happens: what happens before that it may not hear of. */
export async function listening(page: Page, go: () => Promise<void>): Promise<void> {
  const stream = page.waitForResponse(/\/events$/);
  await go();
  await stream;
}
