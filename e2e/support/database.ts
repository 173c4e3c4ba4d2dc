// An empty database for a server of the stories.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

export interface Database {
  url: string;
  drop(): Promise<void>;
}

/** SQLite in the given folder, or a database of its own on the PostgreSQL at TEST_POSTGRES_URL. */
export async function createDatabase(folder: string): Promise<Database> {
  const kind = process.env.E2E_DATABASE ?? 'sqlite';
  if (kind === 'sqlite') return { url: `sqlite:${join(folder, 'portico.db')}`, drop: async () => {} };
  if (kind !== 'postgres') throw new Error(`E2E_DATABASE must be sqlite or postgres, not ${kind}`);
  const admin = process.env.TEST_POSTGRES_URL;
  if (!admin) throw new Error('E2E_DATABASE=postgres needs TEST_POSTGRES_URL; run it under tools/with-postgres.sh');
  const name = `portico_e2e_${randomUUID().replaceAll('-', '')}`;
  sql(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: async () => sql(admin, `drop database if exists ${name} with (force)`) };
}

function sql(url: string, statement: string): void {
  execFileSync('psql', [url, '--quiet', '--no-psqlrc', '--set', 'ON_ERROR_STOP=1', '--command', statement], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
