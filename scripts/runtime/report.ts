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
