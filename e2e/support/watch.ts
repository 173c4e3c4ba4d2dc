// A story fails when the browser complains: errors on its console, faults in the page, refusals of the content
// security policy, answers that say the server is at fault.
import type { BrowserContext } from '@playwright/test';

export class Complaints {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  /** What this story provokes on purpose, for example a refused request. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  get unexpected(): string[] {
    return this.heard.filter((said) => !this.expected.some((pattern) => pattern.test(said)));
  }

  async listenTo(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error') this.heard.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (fault) => this.heard.push(`page: ${fault.error().message}`));
    context.on('response', (answer) => {
      if (answer.status() >= 500) this.heard.push(`server: ${answer.status()} ${answer.url()}`);
    });
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (refusal) => {
        console.error(`policy: ${refusal.effectiveDirective} refused ${refusal.blockedURI}`);
      });
    });
  }
}
