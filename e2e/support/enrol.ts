// A customer of a story's own: created, invited, and with a password, without a page.
import { randomUUID } from 'node:crypto';
import { PASSWORD, sofia, type Person } from './people.ts';
import { callerWith, sessionOf } from './sessions.ts';

/** Makes a contact who can sign in to the demonstration's portal. */
export async function enrol(first: string, last: string): Promise<Person> {
  const person: Person = { name: `${first} ${last}`, email: `${randomUUID()}@enrolled.example`, app: 'portal' };
  const staff = await callerWith(await sessionOf(sofia));
  const read = async (url: string) => (await staff.get(url)).json();
  const post = async (url: string, data: unknown) => {
    const answer = await staff.post(url, { data, headers: { 'idempotency-key': randomUUID() } });
    if (!answer.ok()) throw new Error(`POST ${url}: ${answer.status()} ${await answer.text()}`);
    return answer;
  };
  const contact = await (await post('/api/v1/contacts', { email: person.email, first_name: first, last_name: last })).json();
  const [portal] = await read('/api/v1/portals');
  await post(`/api/v1/contacts/${contact.id}/invitations`, { portal_id: portal.id });
  const { items } = await read('/api/v1/mails');
  const { id } = items.find(({ recipient }: { recipient: string }) => recipient === person.email);
  const token = (await read(`/api/v1/mails/${id}`)).text.match(/token=(\S+)/)?.[1];
  await post('/api/public/portals/support/passwords', { token, password: PASSWORD });
  await staff.dispose();
  return person;
}
