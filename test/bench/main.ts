/**
 * Measures the goals of docs/performance.md and prints one table. A goal that isn't reached is shown as such; only a bench
 * that couldn't measure ends with an error.
 *
 *   npm run bench -- --quick
 */
import { report } from '../../scripts/runtime/report.ts';
import { serverVersion } from './backend/database.ts';
import { createFixtures } from './fixtures.ts';
import { bulkAssign } from './goals/bulkAssign.ts';
import { listRoute } from './goals/listRoute.ts';
import { listScale } from './goals/listScale.ts';
import { start } from './goals/start.ts';
import { readCommandLine, usage, UsageError } from './harness/commandLine.ts';
import { BenchError, type Goal } from './harness/goal.ts';
import { describeMachine, machineLine } from './harness/machine.ts';
import { isReached, type Measured } from './harness/measured.ts';
import { tableOf } from './harness/table.ts';

const goals: readonly Goal[] = [start, listRoute, listScale, bulkAssign];

async function main(): Promise<number> {
  const commandLine = readCommandLine(
    process.argv.slice(2),
    goals.flatMap((goal) => goal.ids),
  );
  if (commandLine === null) {
    process.stdout.write(usage);
    return 0;
  }
  const { scale, json } = commandLine;
  const started = performance.now();
  const fixtures = createFixtures(scale);
  const measured: Measured[] = [];
  try {
    for (const goal of goals.filter((one) => one.ids.some(scale.wants))) {
      report(`Measuring ${goal.ids.filter(scale.wants).join(', ')} …`);
      measured.push(...(await goal.measure(fixtures, scale)));
    }
  } finally {
    await fixtures.close();
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  const machine = describeMachine({ electron: null, postgres: await serverVersion() });
  if (json) {
    const rows = measured.map((row) => ({ ...row, reached: isReached(row) }));
    process.stdout.write(
      `${JSON.stringify({ machine, users: scale.users, quick: scale.quick, seconds, goals: rows })}\n`,
    );
  } else {
    process.stdout.write(`${machineLine(machine)}\n\n${tableOf(measured)}\n\nTook ${seconds} s.\n`);
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = error instanceof UsageError || error instanceof BenchError;
  report(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
