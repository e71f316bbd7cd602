import { setImmediate } from 'node:timers/promises';
import { type CopyContents, prepareForWrites, runWrite } from './contents.ts';
import { CacheFault, LongWork, type WritableDatabase } from './database.ts';
import type { CopyWrite, WriteRequest } from './write.ts';
import type { WriterThread } from './writerThread.ts';

/** The one place where the copy changes: writes run one after another, each in its transaction. */
export interface CopyWriter {
  /** @throws CacheFault */
  write<I, O>(write: CopyWrite<I, O>, input: I): Promise<O>;
  /** Ends after the writes in hand. */
  close(): Promise<void>;
}

export interface WriterDeps {
  /** The connection of the queries. */
  readonly database: WritableDatabase;
  readonly contents: CopyContents;
  /** Null: all work is done here, however long it takes. */
  readonly startThread: (() => WriterThread) | null;
}

/** Milliseconds after its last write that a thread is kept: a first load has one page after the other. */
const lingering = 5000;

/**
 * Short writes run here, between queries. One that says that it takes long (`longWork`) begins again in a thread, and
 * all others follow it there. The thread ends when it has had nothing to do for a while: it takes 20 MB of memory.
 */
export function createWriter({ database, contents, startThread }: WriterDeps): CopyWriter {
  prepareForWrites(database, contents);
  let last: Promise<unknown> = Promise.resolve();
  let thread: WriterThread | null = null;
  let idle: NodeJS.Timeout | undefined;
  let closed = false;

  function inOrder<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  async function here(request: WriteRequest): Promise<unknown> {
    await setImmediate();
    try {
      return runWrite(database, contents, request);
    } catch (error) {
      if (!(error instanceof LongWork) || startThread === null) throw error;
      thread = startThread();
      return await inThread(thread, request);
    }
  }

  async function inThread(current: WriterThread, request: WriteRequest): Promise<unknown> {
    clearTimeout(idle);
    try {
      return await current.run(request);
    } catch (error) {
      // After a bug, or when it broke down, the next one starts afresh.
      if (!(error instanceof CacheFault)) await endThread();
      throw error;
    } finally {
      idle = setTimeout(() => void inOrder(endThread), lingering).unref();
    }
  }

  async function endThread(): Promise<void> {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.end();
  }

  return {
    write<I, O>({ name }: CopyWrite<I, O>, input: I): Promise<O> {
      if (closed) return Promise.reject(new CacheFault('other', 'The copy is closed.'));
      const request = { name, input };
      return inOrder(() => (thread === null ? here(request) : inThread(thread, request)) as Promise<O>);
    },
    close() {
      closed = true;
      return inOrder(endThread);
    },
  };
}
