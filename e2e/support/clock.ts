// Moving the clock of a browser's pages instead of waiting.
import type { Page } from '@playwright/test';

/** From the next page on, in all pages of this browser, the story moves the clock. */
export async function holdClock(page: Page): Promise<void> {
  await page.clock.install();
  // The clock numbers its timers from 10^12 on, and WebAssembly takes their numbers as those of a browser: 32 bits.
  await page.context().addInitScript(() => {
    const scope = globalThis as unknown as Record<string, (...given: unknown[]) => unknown>;
    for (const kind of ['Timeout', 'Interval']) {
      const [set, clear] = [scope[`set${kind}`]!.bind(globalThis), scope[`clear${kind}`]!.bind(globalThis)];
      const numbers = new Map<unknown, unknown>();
      scope[`set${kind}`] = (...given) => {
        const number = numbers.size + 1;
        numbers.set(number, set(...given));
        return number;
      };
      scope[`clear${kind}`] = (number) => clear(numbers.get(number));
    }
  });
}
