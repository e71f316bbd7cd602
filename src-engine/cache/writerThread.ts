import { once } from 'node:events';
import { type MessagePort, Worker } from 'node:worker_threads';
import { type CopyContents, prepareForWrites, runWrite } from './contents.ts';
import { CacheFault, type CacheFaultKind, type DatabaseLocation, openDatabase } from './database.ts';
import type { WriteRequest } from './write.ts';

/** A thread that writes, one request at a time. */
export interface WriterThread {
  /** @throws CacheFault, or Error for a bug or when the thread broke down */
  run(request: WriteRequest): Promise<unknown>;
  /** Resolves when it has closed the file. */
  end(): Promise<void>;
}

type WriteResponse =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly kind: CacheFaultKind | 'bug'; readonly message: string };

const closeRequest = 'close';

/** Pages of the file that the thread keeps in memory, in KiB: random inserts of a first load want more than a query. */
const cacheKiB = 32_768;

/** `entry`: a module that calls `serveWrites` with its `workerData`. */
export function startWriterThread(location: DatabaseLocation, entry: URL): WriterThread {
  const worker = new Worker(entry, {
    workerData: location,
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const ended = new Promise<never>((_, reject) => {
    worker.on('error', reject).on('exit', () => reject(new Error('The writer of the copy ended.')));
  });
  ended.catch(() => undefined);
  return {
    async run(request) {
      worker.postMessage(request);
      const [response] = (await Promise.race([once(worker, 'message'), ended])) as [WriteResponse];
      if (response.ok) return response.value;
      const { kind, message } = response;
      throw kind === 'bug' ? new Error(message) : new CacheFault(kind, message);
    },
    async end() {
      worker.postMessage(closeRequest);
      await ended.catch(() => undefined);
    },
  };
}

/** Runs inside the thread until it is told to close. */
export function serveWrites(port: MessagePort, location: DatabaseLocation, contents: CopyContents): void {
  let database: ReturnType<typeof openDatabase> | null = null;
  function opened(): ReturnType<typeof openDatabase> {
    if (database === null) {
      database = openDatabase(location, { functions: contents.functions, cacheKiB });
      prepareForWrites(database.writable, contents);
    }
    return database;
  }
  function answer(request: WriteRequest): WriteResponse {
    try {
      return { ok: true, value: runWrite(opened().writable, contents, request) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, kind: error instanceof CacheFault ? error.kind : 'bug', message };
    }
  }
  port.on('message', (message: WriteRequest | typeof closeRequest) => {
    if (message !== closeRequest) return port.postMessage(answer(message));
    database?.close();
    port.close();
  });
}
