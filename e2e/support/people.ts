// Who is who in the demonstration account. Stories share the server: each keeps to people and tickets of its own.
export const PASSWORD = 'violet-harbour-kite';

export interface Person {
  name: string;
  email: string;
  app: 'portal' | 'console';
}

const customer = (name: string, email: string): Person => ({ name, email, app: 'portal' });
const user = (name: string, email: string): Person => ({ name, email, app: 'console' });

export const robin = customer('Robin Olsen', 'olsen@tailspin.example');
export const hanna = customer('Hanna Weber', 'weber@tailspin.example');
export const amara = customer('Amara Diallo', 'amara.diallo@wideworld.example');
export const carla = customer('Carla Mendes', 'carla@mendes-consulting.example');
export const lucia = customer('Lucía Fernández', 'lucia@adventure.example');
export const wei = customer('Wei Zhang', 'wei.zhang@contoso.example');
export const peter = customer('Peter Novák', 'novak@fabrikam.example');
export const kai = customer('Kai Tanaka', 'kai.tanaka@post.example');

/** Owner: may do everything. */
export const sofia = user('Sofia Lindqvist', 'sofia@northwind.example');
export const maya = user('Maya Chen', 'maya@northwind.example');
export const daniel = user('Daniel Okafor', 'daniel@northwind.example');
/** Viewer: may read and nothing else. */
export const priya = user('Priya Raman', 'priya@northwind.example');
