// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient module has nothing to import; other projects see it so
/// <reference path="./driver.d.ts" />
import Driver from 'better-sqlite3-multiple-ciphers';

/** Named parameters of a statement; names without their colon. */
export type Parameters = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

/** What queries get: nothing here can change the copy. */
export interface ReadableDatabase {
  all<T>(sql: string, parameters?: Parameters): T[];
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the statement says what its row is
  get<T>(sql: string, parameters?: Parameters): T | undefined;
  /** Runs `work` on one consistent state of the copy. Must not await. */
  snapshot<T>(work: () => T): T;
}

/** What writes get, only inside the writer. */
export interface WritableDatabase extends ReadableDatabase {
  /** Returns how many rows changed. */
  run(sql: string, parameters?: Parameters): number;
  execute(sql: string): void;
  /** All of `work` or nothing of it. */
  transaction<T>(work: () => T): T;
  /** Said by a write before work of more than some milliseconds. @throws LongWork where queries would wait for it */
  longWork(): void;
}

export interface OpenDatabase {
  readonly readable: ReadableDatabase;
  readonly writable: WritableDatabase;
  close(): void;
}

export interface DatabaseLocation {
  /** Null: in memory only. */
  readonly copy: { readonly file: string; readonly keyHex: string } | null;
  /** Path of an addon built for this runtime; null: the one of the package. */
  readonly nativeBinding: string | null;
}

/** A function that SQL may call; deterministic, of plain values. One of `...rest` takes any number of them. */
export type SqlFunction = (...values: never[]) => string | number | null;

export interface DatabaseOptions {
  readonly functions?: Readonly<Record<string, SqlFunction>>;
  /** Size of the page cache in KiB. */
  readonly cacheKiB: number;
  /** Others wait while this connection is at work, so it must not be long. */
  readonly shared?: boolean;
  /** Nothing is written, also not what a killed process left in the write-ahead log. */
  readonly readOnly?: boolean;
}

/** A write is too long for this connection. Nothing of it was done. */
export class LongWork extends Error {}

/**
 * Opens the copy. The key is raw (no derivation: it is random), the cipher ChaCha20-Poly1305, which authenticates every
 * page: a wrong key or an altered byte throws `CacheFault`, at the latest when that page is read.
 * @throws CacheFault
 */
export function openDatabase(
  location: DatabaseLocation,
  { functions = {}, cacheKiB, shared = false, readOnly = false }: DatabaseOptions,
): OpenDatabase {
  const options = location.nativeBinding === null ? {} : { nativeBinding: location.nativeBinding };
  const driver = guarded(
    () => new Driver(location.copy?.file ?? ':memory:', { timeout: 10_000, readonly: readOnly, ...options }),
  );
  try {
    guarded(() => {
      if (location.copy !== null) {
        driver.pragma("cipher = 'chacha20'");
        driver.pragma(`key = 'raw:${location.copy.keyHex}'`);
        if (!readOnly) driver.pragma('journal_mode = WAL');
      }
      driver.pragma('temp_store = MEMORY');
      driver.pragma('secure_delete = ON');
      driver.pragma('synchronous = NORMAL');
      driver.pragma('foreign_keys = OFF');
      driver.pragma('journal_size_limit = 67108864');
      driver.pragma(`cache_size = -${String(cacheKiB)}`);
      for (const [name, call] of Object.entries(functions)) {
        const kind = { deterministic: true, varargs: call.length === 0 };
        driver.function(name, kind, call as (...values: unknown[]) => unknown);
      }
      // The key is only tried when a page is read.
      driver.prepare('SELECT count(*) FROM sqlite_schema').get();
    });
  } catch (fault) {
    driver.close();
    throw fault;
  }
  const writable = databaseOn(driver, shared);
  return { readable: writable, writable, close: () => void driver.close() };
}

/** The version of SQLite that this process has loaded. */
export function sqliteVersion(nativeBinding: string | null): string {
  const database = openDatabase({ copy: null, nativeBinding }, { cacheKiB: 64 });
  try {
    return database.readable.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '';
  } finally {
    database.close();
  }
}

/** Statements are prepared once per SQL text and kept: the copy has a bounded number of them. */
function databaseOn(driver: InstanceType<typeof Driver>, shared: boolean): WritableDatabase {
  const statements = new Map<string, ReturnType<typeof driver.prepare>>();
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      if (statements.size >= statementLimit) statements.clear();
      statement = driver.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  const inTransaction = <T>(begin: string, work: () => T): T => {
    if (driver.inTransaction) return work();
    driver.exec(begin);
    try {
      const value = work();
      driver.exec('COMMIT');
      return value;
    } catch (error) {
      if (driver.inTransaction) driver.exec('ROLLBACK');
      throw error;
    }
  };
  return {
    all: <T>(sql: string, parameters: Parameters = {}) => guarded(() => prepared(sql).all(parameters) as T[]),
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the statement says what its row is
    get: <T>(sql: string, parameters: Parameters = {}) =>
      guarded(() => prepared(sql).get(parameters) as T | undefined),
    run: (sql, parameters = {}) => guarded(() => prepared(sql).run(parameters).changes),
    execute: (sql) => guarded(() => void driver.exec(sql)),
    snapshot: (work) => guarded(() => inTransaction('BEGIN', work)),
    transaction: (work) => guarded(() => inTransaction('BEGIN IMMEDIATE', work)),
    longWork() {
      if (shared) throw new LongWork();
    },
  };
}

const statementLimit = 500;

/**
 * Why the copy failed: `damaged` it can't be read (altered, cut off, wrong key), `full` the disk is, `unfit` the data
 * given does not have the agreed form, `other` anything else.
 */
export type CacheFaultKind = 'damaged' | 'full' | 'unfit' | 'other';

export class CacheFault extends Error {
  readonly kind: CacheFaultKind;
  constructor(kind: CacheFaultKind, message: string) {
    super(message);
    this.name = 'CacheFault';
    this.kind = kind;
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Driver.SqliteError)
      throw new CacheFault(kindOf(error.code, error.message), error.message);
    throw error;
  }
}

/** The last one: no room for the file by which the connections of a copy share its write-ahead log. */
const outOfSpace = ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'];

function kindOf(code: string, message: string): CacheFaultKind {
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged';
  if (code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_IOERR_DATA') return 'damaged';
  if (outOfSpace.includes(code)) return 'full';
  if (code.startsWith('SQLITE_CONSTRAINT') || message.includes('JSON')) return 'unfit';
  return 'other';
}
