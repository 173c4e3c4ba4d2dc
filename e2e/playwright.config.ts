// Browser tests against the real server in a real Chromium. support/server.ts starts the server; which
// database it uses is told by E2E_DATABASE.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const findBrowser = fileURLToPath(new URL('../tools/browser.sh', import.meta.url));

export default defineConfig({
  testDir: 'stories',
  outputDir: 'test-results',
  globalSetup: './support/server.ts',
  // Stories share one server and its demonstration data; each works on tickets of its own.
  fullyParallel: false,
  workers: 2,
  retries: 0,
  // Pictures are for people: `just screenshots` takes them.
  grepInvert: process.env.SCREENSHOTS ? undefined : /@screenshots/,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.PORTICO_URL,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'off', // support/test.ts takes them
    trace: 'off',
    launchOptions: {
      executablePath: execFileSync(findBrowser, { encoding: 'utf8' }).trim(),
      args: [
        // Chromium's sandbox refuses to run as root, as tests in containers often do.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // Nothing but the pages under test may reach for the network.
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
