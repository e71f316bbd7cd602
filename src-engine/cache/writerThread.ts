import type { MessagePort } from 'node:worker_threads';
import { type CopyContents, prepareForWrites, runWrite } from './contents.ts';
import {
  CacheFault,
  type CacheFaultKind,
  type DatabaseLocation,
  openDatabase,
  type WritableDatabase,
} from './database.ts';

export interface WriteRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

export type WriteResponse =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly kind: CacheFaultKind | 'bug';
      readonly message: string;
    };

export const closeRequest = 'close';

/** Pages of the file that the writer keeps in memory, in KiB: random inserts of a first load want more than a query. */
const cacheKiB = 32_768;

/** Runs inside the thread until it is told to close. The file is opened with the first write. */
export function serveWrites(port: MessagePort, location: DatabaseLocation, contents: CopyContents): void {
  let database: ReturnType<typeof openDatabase> | null = null;
  const opened = (): ReturnType<typeof openDatabase> => {
    if (database === null) {
      database = openDatabase(location, { functions: contents.functions, cacheKiB });
      prepareForWrites(database.writable, contents);
    }
    return database;
  };
  port.on('message', (message: WriteRequest | typeof closeRequest) => {
    if (message === closeRequest) {
      database?.close();
      port.close();
      return;
    }
    port.postMessage(answer(message, () => opened().writable, contents));
  });
}

function answer(
  request: WriteRequest,
  database: () => WritableDatabase,
  contents: CopyContents,
): WriteResponse {
  const { id } = request;
  try {
    return { id, ok: true, value: runWrite(database(), contents, request) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, ok: false, kind: error instanceof CacheFault ? error.kind : 'bug', message };
  }
}
