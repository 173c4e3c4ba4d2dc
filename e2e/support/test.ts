// The test function of all stories: pages signed in as anybody, the API, and an ear for the browser's complaints.
import { test as base, expect, type BrowserContext, type BrowserContextOptions, type Page, type TestInfo } from '@playwright/test';
import { CustomerApi, StaffApi } from './api.ts';
import type { Person } from './people.ts';
import { callerWith, sessionOf, type Session } from './sessions.ts';
import { Complaints } from './watch.ts';

interface Fixtures {
  /** What the browser complained of; whatever is not expected fails the story. */
  complaints: Complaints;
  /** A page in a browser of its own, for somebody signed in, with the given session, or nobody. */
  open: (who: Person | Session | undefined, options?: BrowserContextOptions) => Promise<Page>;
  /** A customer at the API. */
  customer: (who: Person | Session) => Promise<CustomerApi>;
  /** A user at the API. */
  staff: (who: Person | Session) => Promise<StaffApi>;
}

const session = (who: Person | Session): Promise<Session> =>
  'email' in who ? sessionOf(who) : Promise.resolve(who);

/** Pictures of a failed story's pages. Playwright's own would be taken of every page of every story, and of
 * pages in the background, which Chromium may never finish: the story would then fail for its pictures. */
const picture = async (contexts: BrowserContext[], story: TestInfo): Promise<void> => {
  if (story.status === story.expectedStatus) return;
  const pages = contexts.flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = story.outputPath(`page-${index + 1}.png`);
    await page.screenshot({ path, timeout: 3_000 }).catch(() => undefined);
  }
};

export const test = base.extend<Fixtures>({
  complaints: [
    async ({}, use) => {
      const complaints = new Complaints();
      await use(complaints);
      expect(complaints.unexpected, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, complaints }, use, story) => {
    await complaints.listenTo(context);
    await use(context);
    await picture([context], story);
  },

  open: async ({ browser, complaints, contextOptions }, use, story) => {
    const opened: BrowserContext[] = [];
    await use(async (who, options = {}) => {
      const storageState = who && (await session(who));
      const context = await browser.newContext({ ...contextOptions, ...(storageState && { storageState }), ...options });
      opened.push(context);
      await complaints.listenTo(context);
      return context.newPage();
    });
    await picture(opened, story);
    await Promise.all(opened.map((context) => context.close()));
  },

  customer: async ({}, use) => {
    const callers: CustomerApi[] = [];
    await use(async (who) => {
      const caller = new CustomerApi(await callerWith(await session(who)));
      callers.push(caller);
      return caller;
    });
    await Promise.all(callers.map((caller) => caller.dispose()));
  },

  staff: async ({}, use) => {
    const callers: StaffApi[] = [];
    await use(async (who) => {
      const caller = new StaffApi(await callerWith(await session(who)));
      callers.push(caller);
      return caller;
    });
    await Promise.all(callers.map((caller) => caller.dispose()));
  },
});

export { expect };
