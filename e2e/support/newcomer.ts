// Somebody who registered a moment ago, for stories that change an account: nobody else uses it.
import { request } from '@playwright/test';
import type { StaffApi } from './api.ts';
import { PASSWORD, type Person } from './people.ts';

let count = 0;

/** Registers somebody at the API and confirms their address. */
export async function newcomer(staff: StaffApi, name: string): Promise<Person> {
  const [first, last] = name.split(' ');
  const email = `${first}.${Date.now()}.${count++}@newcomers.example`.toLowerCase();
  await staff.openDoors();
  const caller = await request.newContext({ baseURL: process.env.PORTICO_URL });
  const post = async (rest: string, data: unknown): Promise<void> => {
    const answer = await caller.post(`/api/public/portals/support/registrations${rest}`, { data });
    if (!answer.ok()) throw new Error(`${rest}: ${answer.status()} ${await answer.text()}`);
  };
  const boot = await (await caller.get('/api/public/portals/support')).json();
  const consent_version = boot.portal.consent.version;
  await post('', { first_name: first, last_name: last, email, password: PASSWORD, consent_version });
  const link = new URL(await staff.linkTo(email, /^Confirm your e-mail address/));
  await post('/verifications', { token: link.searchParams.get('token') });
  await caller.dispose();
  return { name, email, app: 'portal' };
}
