/** The frame around every script: exit code, expected failures in words, a clean end on signals. */
import { exitOnSignals } from './processes.ts';
import { report, SetupError } from './report.ts';

/** Runs a script's main function; its answer is the exit code (none means 0). */
export async function runScript(main: () => Promise<number | void>): Promise<void> {
  exitOnSignals();
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    report(error.message);
    process.exitCode = 1;
  }
}
