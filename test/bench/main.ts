/**
 * Measures the goals of docs/performance.md and prints one table. A goal that isn't reached is shown as such; only a bench
 * that couldn't measure ends with an error.
 *
 *   npm run bench -- --quick
 */
import { join } from 'node:path';
import { projectFolder } from '../../scripts/runtime/backend.ts';
import { report, SetupError } from '../../scripts/runtime/report.ts';
import { serverVersion } from './backend/database.ts';
import { createFixtures } from './fixtures.ts';
import { bulkAssign } from './goals/bulkAssign.ts';
import { findPeople } from './goals/findPeople.ts';
import { grid } from './goals/grid.ts';
import { listRoute } from './goals/listRoute.ts';
import { listScale } from './goals/listScale.ts';
import { start } from './goals/start.ts';
import { readCommandLine, usage, UsageError } from './harness/commandLine.ts';
import { BenchError, type Goal } from './harness/goal.ts';
import { describeMachine, machineLine } from './harness/machine.ts';
import { isReached, type Measured } from './harness/measured.ts';
import { writeToPage } from './harness/page.ts';
import { tableOf } from './harness/table.ts';

/** Those that start the console. */
const onConsole: readonly Goal[] = [start, grid, findPeople];
const goals: readonly Goal[] = [...onConsole, listRoute, listScale, bulkAssign];

async function main(): Promise<number> {
  const commandLine = readCommandLine(
    process.argv.slice(2),
    goals.flatMap((goal) => goal.ids),
  );
  if (commandLine === null) {
    process.stdout.write(usage);
    return 0;
  }
  const { scale, json, write } = commandLine;
  const wanted = goals.filter((goal) => goal.ids.some(scale.wants));
  const needsConsole = wanted.some((goal) => onConsole.includes(goal));
  const started = performance.now();
  const fixtures = createFixtures(scale);
  const measured: Measured[] = [];
  let electron: string | null = null;
  try {
    for (const goal of wanted) {
      report(`Measuring ${goal.ids.filter(scale.wants).join(', ')} …`);
      measured.push(...(await goal.measure(fixtures, scale)));
    }
    if (needsConsole) electron = (await fixtures.programs()).electronVersion;
  } finally {
    await fixtures.close();
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  const machine = describeMachine({ electron, postgres: await serverVersion() });
  const users = `${scale.users.toLocaleString('en')} users${scale.quick ? ', `--quick`' : ''}`;
  const today = new Date().toISOString().slice(0, 10);
  const about = `${users}; ${today}, took ${Math.ceil(seconds / 60)} minutes. ${machineLine(machine)}`;
  const text = `${about}\n\n${tableOf(measured)}`;
  if (write) {
    const page = join(projectFolder, 'docs', 'performance.md');
    await writeToPage(page, scale.quick ? 'quick' : 'full', text);
  }
  if (json) {
    const rows = measured.map((row) => ({ ...row, reached: isReached(row) }));
    const { quick } = scale;
    process.stdout.write(`${JSON.stringify({ machine, users: scale.users, quick, seconds, goals: rows })}\n`);
  } else {
    process.stdout.write(`${text}\n`);
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const expected = error instanceof UsageError || error instanceof BenchError || error instanceof SetupError;
  report(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
