// Pictures of every page for people to look at; `just screenshots` takes them into screenshots/.
import { go, PLACES, ticketOf } from '../support/pages.ts';
import { robin } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { Ticket } from '../pages/portal/ticket.ts';

test.describe('screenshots', { tag: '@screenshots' }, () => {
  for (const place of PLACES) {
    for (const width of [1440, 390]) {
      test(`${place.name} at ${width}`, async ({ open, complaints }) => {
        complaints.expect(/status of 4\d\d/);
        const page = await open(place.who, { viewport: { width, height: width === 1440 ? 900 : 844 } });
        await go(page, place);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: `screenshots/${place.name}-${width}-${colorScheme}.png`, animations: 'disabled' });
        }
      });
    }
  }

  test('the picture of the README', async ({ open }) => {
    const page = await open(robin, { viewport: { width: 1440, height: 1000 } });
    const ticket = new Ticket(page);
    await ticket.goto(await ticketOf(page, 'currency'));
    await expect(ticket.message('The footer is corrected on the test system')).toHaveCount(2);
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: '../docs/images/portal-ticket.png', animations: 'disabled' });
  });
});
