// What stories prepare through the API instead of clicking: tickets of their own and what happens to them.
import { randomUUID } from 'node:crypto';
import type { APIRequestContext, APIResponse } from '@playwright/test';

interface Asked {
  subject: string;
  description?: string;
  priority?: 'low' | 'medium' | 'high' | 'urgent';
}

/** Somebody who is signed in, at the API. */
abstract class Caller {
  constructor(protected readonly http: APIRequestContext) {}

  protected async send(method: 'POST' | 'PUT' | 'DELETE', url: string, data?: unknown): Promise<APIResponse> {
    const extra: Record<string, Record<string, string>> = { POST: { 'idempotency-key': randomUUID() }, PUT: { 'if-match': '*' } };
    const headers = extra[method];
    const answer = await this.http.fetch(url, { method, data, headers });
    if (!answer.ok()) throw new Error(`${method} ${url}: ${answer.status()} ${await answer.text()}`);
    return answer;
  }

  dispose(): Promise<void> {
    return this.http.dispose();
  }
}

/** A customer. */
export class CustomerApi extends Caller {
  /** Files a ticket and returns its number. */
  async file({ subject, description = 'Please have a look.', priority }: Asked): Promise<number> {
    const answer = await this.send('POST', '/api/portal/support/tickets', { subject, description, priority });
    return (await answer.json()).id;
  }

  async reply(ticket: number, text: string): Promise<void> {
    await this.send('POST', `/api/portal/support/tickets/${ticket}/messages`, { text });
  }

  /** Uploads a file that no message carries yet and returns its id. */
  async upload(name: string, mimeType: string, content: string): Promise<number> {
    const answer = await this.http.post('/api/portal/support/attachments', {
      headers: { 'x-csrf': '1' },
      multipart: { file: { name, mimeType, buffer: Buffer.from(content) } },
    });
    if (!answer.ok()) throw new Error(`upload: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()).id;
  }

  async replyWith(ticket: number, text: string, attachments: number[]): Promise<void> {
    await this.send('POST', `/api/portal/support/tickets/${ticket}/messages`, { text, attachments });
  }

  /** How many messages a ticket has with exactly this text. */
  async countMessages(ticket: number, text: string): Promise<number> {
    const answer = await this.http.get(`/api/portal/support/tickets/${ticket}`);
    const entries: { text?: string }[] = (await answer.json()).conversation.entries;
    return entries.filter((entry) => entry.text === text).length;
  }

  /** Ends the session, as if it had run out. */
  async endSession(): Promise<void> {
    await this.send('DELETE', '/api/portal/support/session');
  }
}

/** A user. */
export class StaffApi extends Caller {
  async reply(ticket: number, text: string, close = false): Promise<void> {
    await this.send('POST', `/api/v1/tickets/${ticket}/messages`, { text, close });
  }

  async note(ticket: number, text: string): Promise<void> {
    await this.send('POST', `/api/v1/tickets/${ticket}/notes`, { text });
  }

  async close(ticket: number): Promise<void> {
    await this.send('PUT', `/api/v1/tickets/${ticket}/state`, { state: 'closed' });
  }

  /** Takes a ticket. */
  async take(ticket: number): Promise<void> {
    const me = await (await this.http.get('/api/v1/session')).json();
    await this.send('PUT', `/api/v1/tickets/${ticket}/assignment`, { user_id: me.id });
  }

  /** The ticket as staff see it. */
  async ticket(ticket: number): Promise<{ summary: { stage: { name: string; state: string } } }> {
    return (await this.http.get(`/api/v1/tickets/${ticket}`)).json();
  }

  /** Lets strangers register and mails links to sign in. All stories that do so set the same. */
  async openDoors(): Promise<void> {
    const domains: { id: number; is_default: boolean }[] = await (await this.http.get('/api/v1/domains')).json();
    const url = `/api/v1/domains/${domains.find((domain) => domain.is_default)?.id}/private-content`;
    const { settings } = await (await this.http.get(url)).json();
    const consent = { consent_notice: 'We keep your name and address.', consent_label: 'I agree to that.' };
    await this.send('PUT', url, { ...settings, ...consent, self_registration: true, magic_link: true });
  }

  /** Waits for the newest mail to an address with these words in its subject, and returns its text. */
  async mailTo(email: string, subject: RegExp): Promise<string> {
    for (let look = 0; look < 50; look++) {
      const { items } = await (await this.http.get('/api/v1/mails?limit=100')).json();
      const found = (items as { id: number; recipient: string; subject: string }[]).find(
        (mail) => mail.recipient === email && subject.test(mail.subject),
      );
      if (found) return (await (await this.http.get(`/api/v1/mails/${found.id}`)).json()).text;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no mail ${subject} to ${email}`);
  }

  /** The link in the newest such mail. */
  async linkTo(email: string, subject: RegExp): Promise<string> {
    const text = await this.mailTo(email, subject);
    const link = text.match(/http\S+\?token=\S+/)?.[0];
    if (!link) throw new Error(`no link in ${text}`);
    return link;
  }

  /** Files a ticket for a contact and returns its number. */
  async fileFor(contact: number, subject: string): Promise<number> {
    const ticket = { subject, contact_id: contact, source: 'phone' };
    return (await (await this.send('POST', '/api/v1/tickets', ticket)).json()).summary.id;
  }

  async createContact(email: string, firstName: string, lastName: string): Promise<number> {
    const contact = { email, first_name: firstName, last_name: lastName };
    return (await (await this.send('POST', '/api/v1/contacts', contact)).json()).id;
  }

  /** Ends the session, as if it had run out. */
  async endSession(): Promise<void> {
    await this.send('DELETE', '/api/v1/session');
  }
}
