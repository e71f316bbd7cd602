import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import type { Log } from '../log.ts';
import type { CopyContents } from './contents.ts';
import {
  CacheFault,
  type DatabaseLocation,
  openDatabase,
  type OpenDatabase,
  type ReadableDatabase,
} from './database.ts';
import { migrate, versionOf } from './migrate.ts';
import { type Personal, readPersonal, writePersonal } from './personal.ts';
import { type CopyWriter, createWriter } from './writer.ts';
import { startWriterThread, type WriterThread } from './writerThread.ts';

/** The local copy of what an account may see. */
export interface Copy {
  readonly readable: ReadableDatabase;
  readonly writer: CopyWriter;
  /** True when it lives in memory only. */
  readonly sessionOnly: boolean;
  close(): Promise<void>;
}

export interface CopyDeps {
  readonly location: DatabaseLocation;
  readonly contents: CopyContents;
  /** The module of the thread for long writes (`src-engine/writer.ts`); null: all are done here. */
  readonly writerEntry: URL | null;
  readonly log: Log;
}

/** What the queries keep of the file in memory, in KiB. */
const readCacheKiB = 16_384;

const besides = ['', '-wal', '-shm'] as const;
const asideOf = (file: string): string => `${file}.aside`;

/**
 * Opens the copy. One that can't be read (damaged, or of another key) is set aside and a new one begun; the backend has
 * everything that was in it. @throws Refusal CACHE_UNAVAILABLE when it was written by a newer version, or can't be opened
 */
export function openCopy(deps: CopyDeps): Copy {
  try {
    return copyOn(openMigrated(deps), deps);
  } catch (error) {
    if (!(error instanceof CacheFault)) throw error;
    if (error.kind !== 'damaged' || deps.location.copy === null) throw unavailable(error);
    deps.log.write('warn', 'copy unreadable, set aside', {});
    return replaceCopy(deps);
  }
}

/**
 * Sets a damaged copy aside and begins a new one, with the account's own wishes where they could still be read.
 * The damaged one must be closed. @throws Refusal CACHE_UNAVAILABLE
 */
export function replaceCopy(deps: CopyDeps): Copy {
  const personal = deps.location.copy === null ? null : personalOf(deps.location);
  if (deps.location.copy !== null) setAside(deps.location.copy.file);
  try {
    const database = openMigrated(deps);
    if (personal !== null) writePersonal(database.writable, personal);
    return copyOn(database, deps);
  } catch (error) {
    throw error instanceof CacheFault ? unavailable(error) : error;
  }
}

/** Deletes the copy and everything beside it. It must be closed. */
export function wipeCopy(file: string): void {
  for (const name of [file, asideOf(file)]) for (const end of besides) rmSync(name + end, { force: true });
}

/** Starts the thread for long writes; null where all are done on the connection of the queries. */
function threadFor({ location, writerEntry }: CopyDeps): (() => WriterThread) | null {
  if (location.copy === null || writerEntry === null) return null;
  return () => startWriterThread(location, writerEntry);
}

function openMigrated(deps: CopyDeps): OpenDatabase {
  const { location, contents } = deps;
  if (location.copy !== null) mkdirSync(dirname(location.copy.file), { recursive: true });
  if (leftByNewer(deps)) throw ofNewerVersion();
  const database = openDatabase(location, {
    functions: contents.functions,
    cacheKiB: readCacheKiB,
    shared: threadFor(deps) !== null,
  });
  try {
    if (migrate(database.writable, contents.migrations) === 'newer-version') throw ofNewerVersion();
    contents.align(database.writable);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Whether a newer version that was killed left its last writes beside the file: whoever opens it to write takes them in.
 * Of a copy that was closed, `migrate` says the same without a second connection.
 */
function leftByNewer({ location, contents }: CopyDeps): boolean {
  const log =
    location.copy === null ? undefined : statSync(`${location.copy.file}-wal`, { throwIfNoEntry: false });
  if (log === undefined || log.size === 0) return false;
  try {
    const database = openDatabase(location, { cacheKiB: 1024, readOnly: true });
    try {
      return versionOf(database.readable) > contents.migrations.length;
    } finally {
      database.close();
    }
  } catch (error) {
    // Opening it as usual says what is wrong.
    if (error instanceof CacheFault) return false;
    throw error;
  }
}

function copyOn(database: OpenDatabase, deps: CopyDeps): Copy {
  const { location, contents } = deps;
  const writer = createWriter({ database: database.writable, contents, startThread: threadFor(deps) });
  return {
    readable: database.readable,
    writer,
    sessionOnly: location.copy === null,
    async close() {
      await writer.close();
      database.close();
    },
  };
}

function setAside(file: string): void {
  for (const end of besides) {
    rmSync(asideOf(file) + end, { force: true });
    if (existsSync(file + end)) renameSync(file + end, asideOf(file) + end);
  }
}

function personalOf(location: DatabaseLocation): Personal | null {
  try {
    const database = openDatabase(location, { cacheKiB: 1024 });
    try {
      return readPersonal(database.readable);
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof CacheFault) return null;
    throw error;
  }
}

const ofNewerVersion = (): Error => new Refusal(localError('newer-version'));

function unavailable(fault: CacheFault): Error {
  return new Refusal(localError(fault.kind === 'full' ? 'disk-full' : 'cannot-open'));
}
