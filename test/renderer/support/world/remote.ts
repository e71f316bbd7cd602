import { MessagePort, type Worker } from 'node:worker_threads';

/** An object of another thread: every function answers a promise, whatever it answers there. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...given: infer A) => infer R
    ? (...given: A) => Promise<Awaited<R>>
    : Remote<T[K]>;
};

interface Call {
  readonly id: number;
  readonly path: readonly string[];
  readonly given: readonly unknown[];
}
type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly thrown: string });

/** Calls what `serve` offers in a worker. Ports among the arguments move there. */
export function remoteOf<T>(worker: Worker): Remote<T> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  worker.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('value' in answer) call?.resolve(answer.value);
    else call?.reject(new Error(answer.thrown));
  });
  const at = (path: readonly string[]): unknown =>
    new Proxy(() => undefined, {
      get: (_, name) => (name === 'then' ? undefined : at([...path, String(name)])),
      apply(_, __, given: unknown[]) {
        lastId += 1;
        const call = Promise.withResolvers<unknown>();
        waiting.set(lastId, call);
        worker.postMessage(
          { id: lastId, path, given } satisfies Call,
          given.filter((one) => one instanceof MessagePort),
        );
        return call.promise;
      },
    });
  return at([]) as Remote<T>;
}

/** Lets the thread that started this one call an object's functions. */
export function serve(port: MessagePort, object: object): void {
  port.on('message', ({ id, path, given }: Call) => {
    const run = async (): Promise<unknown> => {
      const owner = path.slice(0, -1).reduce<unknown>((at, name) => Reflect.get(at as object, name), object);
      return await Reflect.apply(Reflect.get(owner as object, path.at(-1) ?? ''), owner, given);
    };
    run().then(
      (value) => port.postMessage({ id, value } satisfies Answer),
      (error: unknown) =>
        port.postMessage({
          id,
          thrown: error instanceof Error ? (error.stack ?? error.message) : String(error),
        } satisfies Answer),
    );
  });
}
