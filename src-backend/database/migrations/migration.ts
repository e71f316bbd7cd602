/** Runs one SQL script (several statements, no parameters) inside the migration's transaction. */
export type RunScript = (script: string) => Promise<void>;

/** One step of the schema: runs once, in its own transaction, in the order of its number. */
export interface Migration {
  /** `0001-name`: the number orders, the name is for people. Never changed once released. */
  readonly name: string;
  readonly up: (run: RunScript) => Promise<void>;
}
