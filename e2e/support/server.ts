// Starts the server with demonstration data on an empty database and a free port before the first story, and
// stops it after the last. Set PORTICO_URL to test a server that runs already.
//
// PORTICO_BIN    the server (default: the development build)
// E2E_DATABASE   sqlite (default) or postgres, which wants TEST_POSTGRES_URL: the address of a superuser
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from './database.ts';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;
const development = fileURLToPath(new URL('../../target/debug/portico', import.meta.url));

export interface Server {
  url: string;
  /** The file its log goes to. */
  log: string;
  stop(): Promise<void>;
}

export default async function startServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.PORTICO_URL) return undefined;
  const server = await launch();
  process.env.PORTICO_URL = server.url;
  process.env.PORTICO_LOG = server.log;
  return server.stop;
}

/** A server of one's own with demonstration data, for a story that changes what all others rely on. */
export async function launch(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-e2e-'));
  const database = await createDatabase(folder);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const log = join(folder, 'server.log');
  const output = await open(log, 'w');
  const server = spawn(process.env.PORTICO_BIN ?? development, ['serve', '--demo'], {
    cwd: folder,
    stdio: ['ignore', output.fd, output.fd],
    env: environment(database.url, port, url),
  });
  const stop = async (): Promise<void> => {
    await end(server);
    await output.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(`${url}/readyz`, server);
  } catch (error) {
    console.error(await readFile(log, 'utf8'));
    await stop();
    throw error;
  }
  return { url, log, stop };
}

/** The configuration of the server: nothing of the caller's, whose PORTICO_* may be meant for the tests. */
function environment(database: string, port: number, url: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('PORTICO_'));
  return {
    ...Object.fromEntries(inherited),
    DATABASE_URL: database,
    PORTICO_LISTEN: `127.0.0.1:${port}`,
    PORTICO_PUBLIC_URL: url,
    // Every story signs in, all from one address.
    PORTICO_RATE_LIMITS: 'false',
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with code ${code} before it was ready`)));
  });
  const answered = async (): Promise<void> => {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline) {
      const ok = await fetch(url).then((response) => response.ok, () => false);
      if (ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${url} did not answer within ${READY_WITHIN_MS / 1000} s`);
  };
  await Promise.race([answered(), failed]);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const late = setTimeout(() => server.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await ended;
  clearTimeout(late);
}
