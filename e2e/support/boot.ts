// What the entry app starts with, changed on its way: a page as it is shown on a portal with other settings,
// or to somebody else. The server and all other stories notice nothing.
import type { Page } from '@playwright/test';

type Boot = { portal: Record<string, unknown>; outsider: unknown; pages: unknown };

/** Pages of the portal come as the entry app, with another start; as long as `until` is not true. */
export async function startsWith(page: Page, change: (boot: Boot) => Boot, until = () => false): Promise<void> {
  await page.route(/\/support\//, async (route) => {
    if (until() || route.request().resourceType() !== 'document') return route.fallback();
    // a page that is the entry app's for everybody: at the wanted address the server may let them in
    const answer = await route.fetch({ url: new URL('/support/signed-out', route.request().url()).href });
    const boot = /(<script type="application\/json" id="boot">)(.*?)(<\/script>)/s;
    const body = (await answer.text()).replace(
      boot,
      (_, before, data, after) => before + JSON.stringify(change(JSON.parse(data))) + after,
    );
    return route.fulfill({ response: answer, body });
  });
}

export const CONSENT = {
  version: 1,
  notice_html:
    '<p>We keep your name and address to answer your requests, as our <a href="https://northwind.example/privacy" target="_blank" rel="noopener noreferrer">privacy notice</a> says.</p><ul><li>You may ask for a copy at any time.</li><li>You may ask us to delete everything.</li></ul>',
  label_html: 'I agree that Northwind Traders keeps my data.',
};

/** The portal lets strangers register and mails links to sign in. */
export const openDoors = (page: Page): Promise<void> =>
  startsWith(page, (boot) => ({
    ...boot,
    portal: { ...boot.portal, self_registration: true, magic_link: true, consent: CONSENT },
  }));
