// Signing in without a page, once per person and worker: hashing a password takes long on purpose.
import { request, type APIRequestContext, type BrowserContext } from '@playwright/test';
import { PASSWORD, type Person } from './people.ts';

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Minutes after which somebody signs in anew: staff who signed in ten minutes ago are asked for their password. */
const FRESH_MINUTES = 5;

const sessions = new Map<string, { at: number; session: Promise<Session> }>();

/** The cookies of somebody who is signed in. */
export function sessionOf(person: Person): Promise<Session> {
  const known = sessions.get(person.email);
  if (known && Date.now() - known.at < FRESH_MINUTES * 60_000) return known.session;
  const session = freshSession(person);
  sessions.set(person.email, { at: Date.now(), session });
  return session;
}

/** A session of its own, for stories that end it or have a server of their own. */
export async function freshSession(person: Person, password = PASSWORD, baseURL = process.env.PORTICO_URL): Promise<Session> {
  const caller = await request.newContext({ baseURL });
  const place = person.app === 'portal' ? 'portals/support' : 'console';
  const answer = await caller.post(`/api/public/${place}/sessions`, { data: { email: person.email, password } });
  if (!answer.ok()) throw new Error(`${person.email} could not sign in: ${answer.status()} ${await answer.text()}`);
  const session = await caller.storageState();
  await caller.dispose();
  return session;
}

/** Calls the API with a session. */
export async function callerWith(session: Session): Promise<APIRequestContext> {
  return request.newContext({ baseURL: process.env.PORTICO_URL, storageState: session });
}
