import type { WritableDatabase } from './database.ts';

/** One change of the copy. The writer, which may work in another thread, finds it by its name. */
export interface CopyWrite<I, O> {
  readonly name: string;
  /** Runs inside the writer. Input and output must be such that threads can pass them on. */
  readonly run: (database: WritableDatabase, input: I) => O;
}

/** A write by its name. */
export interface WriteRequest {
  readonly name: string;
  readonly input: unknown;
}

export type AnyWrite = CopyWrite<never, unknown>;

type WriteFunction = (database: WritableDatabase, input: never) => unknown;

type Writes<F extends Readonly<Record<string, WriteFunction>>> = {
  readonly [N in keyof F]: CopyWrite<Parameters<F[N]>[1], ReturnType<F[N]>>;
};

/** Makes these functions writes, each under the name of its key. They take effect when listed in `CopyContents`. */
export function defineWrites<F extends Readonly<Record<string, WriteFunction>>>(functions: F): Writes<F> {
  const writes = Object.entries(functions).map(([name, run]) => [name, { name, run }]);
  return Object.fromEntries(writes) as Writes<F>;
}
