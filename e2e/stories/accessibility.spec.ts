// What a machine can tell of accessibility, on every page, in light and dark, wide and narrow.
import { Shell } from '../pages/portal/shell.ts';
import { TicketList } from '../pages/portal/ticket-list.ts';
import { Ticket } from '../pages/portal/ticket.ts';
import { violations } from '../support/axe.ts';
import { go, PLACES } from '../support/pages.ts';
import { robin, sofia } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test.describe.configure({ mode: 'parallel' });

for (const place of PLACES) {
  test(`${place.name} has no violation`, async ({ open, complaints }) => {
    complaints.expect(/status of 4\d\d/);
    const page = await open(place.who);
    await go(page, place);
    const found: string[] = [];
    for (const width of [1440, 320]) {
      await page.setViewportSize({ width, height: 900 });
      found.push(...(await violations(page, 'light')), ...(await violations(page, 'dark')));
    }
    expect(found).toEqual([]);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wider, 'at 320 px nothing is wider than the window').toBeLessThanOrEqual(0);
  });
}

test('going to another page moves the focus to its heading and names the tab', async ({ open }) => {
  const page = await open(robin);
  const list = new TicketList(page);
  await list.goto();
  await expect(page).toHaveTitle('Tickets – Northwind Support');
  await list.file.click();
  await expect(page.getByRole('heading', { level: 1, name: 'File a support ticket' })).toBeFocused();
  await expect(page).toHaveTitle('File a support ticket – Northwind Support');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Tickets' }).click();
  await expect(list.heading).toBeFocused();
  await list.ticket(/wrong currency/).click();
  await expect(new Ticket(page).subject).toBeFocused();
  await expect(page).toHaveTitle(/^Invoices since the update/);
});

for (const { who, path } of [
  { who: robin, path: '/support/tickets' },
  { who: sofia, path: '/console/contacts' },
]) {
  test(`the first Tab on ${path} offers to skip to the content`, async ({ open }) => {
    const page = await open(who);
    await page.goto(path);
    await expect(page.getByRole('table')).toBeVisible();
    await page.keyboard.press('Tab');
    const skip = new Shell(page).skip;
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  test(`the focus is visible on everything Tab reaches on ${path}`, async ({ open }) => {
    const page = await open(who);
    await page.goto(path);
    await expect(page.getByRole('table')).toBeVisible();
    for (let step = 0; step < 14; step++) {
      await page.keyboard.press('Tab');
      const ring = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return 'nothing has the focus';
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const around = getComputedStyle(element, '::after').outlineStyle;
        const seen = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none' || around !== 'none';
        return seen ? '' : `no ring on ${element.outerHTML.slice(0, 120)}`;
      });
      expect(ring).toBe('');
    }
  });
}

test('the composer does not hide what has the focus', async ({ open }) => {
  const page = await open(robin, { viewport: { width: 390, height: 640 } });
  const list = new TicketList(page);
  await list.goto();
  await list.ticket(/wrong currency/).click();
  const ticket = new Ticket(page);
  await expect(ticket.reply).toBeVisible();
  const link = ticket.messages.first().getByRole('link').first();
  await link.focus();
  const [seen, composer] = [await link.boundingBox(), await ticket.reply.boundingBox()];
  expect((seen?.y ?? 0) + (seen?.height ?? 0)).toBeLessThanOrEqual(composer?.y ?? 0);
});
