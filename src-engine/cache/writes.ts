import { applyPage, putEntity, removeEntity } from '../sync/pageWrites.ts';
import { beginAgain, beginSync, confirm, finishLoadStep, refreshTenantStatuses } from '../sync/syncWrites.ts';
import { changePreferences } from '../features/preferences/preferencesWrites.ts';
import { rememberOpened, saveTenants, setPinned } from '../features/tenants/tenantsWrites.ts';
import { savePicture } from '../features/users/pictureWrites.ts';
import { createIncomingUsers } from '../features/users/usersIncoming.ts';
import type { WritableDatabase } from './database.ts';

/** Everything that changes the copy, by name: the writer runs these one after another and nothing else. */
export const writes = {
  applyPage,
  putEntity,
  removeEntity,
  beginSync,
  beginAgain,
  confirm,
  finishLoadStep,
  refreshTenantStatuses,
  saveTenants,
  rememberOpened,
  setPinned,
  changePreferences,
  savePicture,
} as const;

export type WriteName = keyof typeof writes;
export type WriteInput<N extends WriteName> = Parameters<(typeof writes)[N]>[1];
export type WriteOutput<N extends WriteName> = ReturnType<(typeof writes)[N]>;

/** Tables that exist only while the writer works. */
export function prepareForWrites(database: WritableDatabase): void {
  database.execute('CREATE TEMP TABLE page (body BLOB NOT NULL)');
  database.execute(createIncomingUsers);
  database.execute('CREATE TEMP TABLE leaving_users (id BLOB PRIMARY KEY) WITHOUT ROWID');
}

/** Runs one write by its name. */
export function runWrite<N extends WriteName>(
  database: WritableDatabase,
  name: N,
  input: WriteInput<N>,
): WriteOutput<N> {
  const write = writes[name] as (database: WritableDatabase, input: WriteInput<N>) => WriteOutput<N>;
  return write(database, input);
}
