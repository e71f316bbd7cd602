import { Worker } from 'node:worker_threads';
import { CacheFault, type DatabaseLocation } from './database.ts';
import type { CopyWrite } from './write.ts';
import type { CopyWriter } from './writer.ts';
import { closeRequest, type WriteRequest, type WriteResponse } from './writerThread.ts';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Writes in a thread of its own, started with the first write. `entry`: a module that calls `serveWrites` with its `workerData`. */
export function createThreadWriter(location: DatabaseLocation, entry: URL): CopyWriter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let lastId = 0;
  let ended: Promise<void> | null = null;

  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = null;
  };

  function started(): Worker {
    if (worker !== null) return worker;
    const thread = new Worker(entry, {
      workerData: location,
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    thread.on('message', (response: WriteResponse) => {
      const one = waiting.get(response.id);
      waiting.delete(response.id);
      if (response.ok) one?.resolve(response.value as never);
      else if (response.kind === 'bug') one?.reject(new Error(response.message));
      else one?.reject(new CacheFault(response.kind, response.message));
    });
    thread.on('error', failAll);
    thread.on('exit', () => failAll(new Error('The writer of the copy ended.')));
    worker = thread;
    return thread;
  }

  return {
    write<I, O>({ name }: CopyWrite<I, O>, input: I): Promise<O> {
      if (ended !== null) return Promise.reject(new CacheFault('other', 'The copy is closed.'));
      lastId += 1;
      const request: WriteRequest = { id: lastId, name, input };
      return new Promise((resolve, reject) => {
        waiting.set(request.id, { resolve, reject });
        started().postMessage(request);
      });
    },
    close() {
      ended ??= new Promise((resolve) => {
        if (worker === null) {
          resolve();
          return;
        }
        worker.once('exit', () => resolve());
        worker.postMessage(closeRequest);
      });
      return ended;
    },
  };
}
