// axe-core on a page as it stands, in light or dark.
import axe from 'axe-core';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Only colours differ between light and dark. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Every violation as one line: how the page was shown, the rule, where, and what is wrong. */
export async function violations(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(settled, colorScheme);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const options: axe.RunOptions =
    colorScheme === 'light'
      ? // target-size is the one rule that axe leaves off unless it is asked for
        { runOnly: { type: 'tag', values: TAGS }, rules: { 'target-size': { enabled: true } } }
      : { runOnly: { type: 'rule', values: COLOURS } };
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: typeof axe }).axe.run({ ...options, resultTypes: ['violations'] }),
    options,
  );
  const shown = `${page.viewportSize()?.width} ${colorScheme}`;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${shown} ${id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n').at(1)?.trim()}`),
  );
}

/** Resolves when the page is drawn in the colours asked for. */
function settled(colorScheme: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!matchMedia(`(prefers-color-scheme: ${colorScheme})`).matches) requestAnimationFrame(look);
      else requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    };
    look();
  });
}
