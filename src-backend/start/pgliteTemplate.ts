import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { getConstructionPlans } from 'pg-boss';
import pino from 'pino';
import { createJobs } from '../jobs/createJobs.ts';
import { migrate } from '../database/migrate.ts';
import { migrations } from '../database/migrations/index.ts';
import { openPglite } from '../database/pglite.ts';
import { createPgliteDatabase } from '../database/pgliteDatabase.ts';

/*
 * Making a database cluster takes seconds, copying one takes a twentieth of one. So the first start of a schema leaves
 * an empty cluster with all tables in the user's cache folder, and later first starts (and every test) copy it.
 */

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The user's cache folder for this product, by the custom of each platform. */
function cacheFolder(): string {
  const given = process.env['TENANTDESK_CACHE'];
  if (given !== undefined) return given;
  if (process.platform === 'win32') {
    return join(process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'TenantDesk', 'Cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'TenantDesk');
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tenantdesk');
}

/** Changes with anything that decides what an empty, migrated database holds. */
export async function schemaFingerprint(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(pgliteVersion());
  hash.update(getConstructionPlans());
  for (const migration of migrations) {
    await migration.up(async (script) => void hash.update(script));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Its version alone says how it lays out a cluster. It doesn't export its package.json, so that is found by its entry. */
function pgliteVersion(): string {
  const name = join('node_modules', '@electric-sql', 'pglite');
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@electric-sql/pglite');
  const root = entry.slice(0, entry.lastIndexOf(name) + name.length);
  const { version } = require(join(root, 'package.json')) as { readonly version: string };
  return version;
}

async function makeTemplate(folder: string): Promise<void> {
  const making = `${folder}.${randomUUID()}`;
  try {
    const database = createPgliteDatabase(await openPglite(making));
    await migrate(database);
    const jobs = await createJobs({ database, logger: pino({ level: 'silent' }) });
    await jobs.stop();
    // What makes a database itself must not be copied: each gets its own at its first migration.
    await database.session((session) => session.query('delete from directory.configuration'));
    await database.close();
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
}

/** The folder of an empty, migrated cluster, made at the first call. */
export async function pgliteTemplate(): Promise<string> {
  const folder = join(cacheFolder(), `postgres-${await schemaFingerprint()}`);
  if (!(await exists(folder))) {
    await mkdir(cacheFolder(), { recursive: true });
    await makeTemplate(folder);
  }
  return folder;
}

/** Puts a copy of the template into a folder that doesn't exist yet; all of it or nothing. */
export async function copyTemplate(to: string): Promise<void> {
  const copying = `${to}.${randomUUID()}`;
  await cp(await pgliteTemplate(), copying, { recursive: true });
  await rename(copying, to);
}
