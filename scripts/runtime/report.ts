/**
 * How scripts speak: progress goes to stderr, because stdout belongs to the caller
 * (`electron-runtime.ts` prints a path there that other programs read).
 */
export function report(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** An expected failure: its message says what happened and what to do next, so no stack is shown. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Runs a script's main function; its answer is the exit code (none means 0). */
export async function runScript(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    report(error.message);
    process.exitCode = 1;
  }
}
