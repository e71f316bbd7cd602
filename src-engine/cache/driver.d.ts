/** The package's own types can't be reached through its `exports`; these are the parts of them that we use. */
declare module 'better-sqlite3-multiple-ciphers' {
  interface Statement {
    all(parameters: object): unknown[];
    get(parameters?: object): unknown;
    run(parameters: object): { readonly changes: number };
  }
  class SqliteError extends Error {
    readonly code: string;
  }
  class Driver {
    static readonly SqliteError: typeof SqliteError;
    constructor(
      file: string,
      options: { readonly timeout?: number; readonly readonly?: boolean; readonly nativeBinding?: string },
    );
    readonly inTransaction: boolean;
    prepare(sql: string): Statement;
    exec(sql: string): this;
    pragma(text: string): unknown;
    function(
      name: string,
      options: { readonly deterministic: boolean },
      call: (...values: unknown[]) => unknown,
    ): this;
    close(): this;
  }
  export = Driver;
}
