/**
 * Runs a command against a real PostgreSQL, because the embedded one has a single connection and so can't show what
 * concurrent transactions do to each other.
 *
 *   node scripts/with-postgres.ts vitest run --project backend-postgres
 *
 * The command finds the server's URL in TENANTDESK_TEST_POSTGRES. When that is already set, its server is used;
 * otherwise a throw-away one is started (Debian's pg_virtualenv) and removed at the end, also when this script is killed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handOver } from './runtime/processes.ts';
import { SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';
import { urlOfServer } from './runtime/serverUrl.ts';
import { hasProgram } from './runtime/systemPackages.ts';

/** First argument of the second, inner start of this script, in which the throw-away server is running. */
const INSIDE = '--inside';
const EXIT_CODE_FILE = 'TENANTDESK_EXIT_CODE_FILE';

async function inside(command: readonly [string, ...string[]]): Promise<number> {
  const env = { ...process.env, TENANTDESK_TEST_POSTGRES: urlOfServer(process.env) };
  const code = await handOver(command[0], command.slice(1), { env, stdout: 3 });
  const file = process.env[EXIT_CODE_FILE];
  if (file === undefined) return code;
  // pg_virtualenv answers every failure with the server's log, which would bury the test report: it sees a success,
  // and the outer start returns the code.
  await writeFile(file, String(code));
  return 0;
}

interface Guard {
  /** Says which process group goes with us. */
  readonly watch: (group: number) => void;
  /** Ends the group, its servers and the folder, and waits for it. */
  readonly end: () => Promise<void>;
}

/** See the script: it ends what is left in `folder`, at the latest when this process is gone. */
function startGuard(folder: string): Guard {
  const script = join(import.meta.dirname, 'runtime', 'postgresGuard.sh');
  const guard = spawn('sh', [script, folder], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  const gone = once(guard, 'close');
  return {
    watch: (group) => guard.stdin.write(`${group}\n`),
    end: async () => {
      guard.stdin.end();
      await gone;
    },
  };
}

async function throwAway(command: readonly string[]): Promise<number> {
  if (!hasProgram('pg_virtualenv')) {
    throw new SetupError(
      'These tests need a PostgreSQL 15 or newer. Install postgresql and postgresql-common (Debian, Ubuntu), or name a ' +
        'server in TENANTDESK_TEST_POSTGRES=postgres://user:password@host:port/database, whose user may create roles.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-postgres-'));
  const guard = startGuard(folder);
  // The server runs as another account when this is root.
  await chmod(folder, 0o711);
  const codeFile = join(folder, 'exit-code');
  try {
    // UTF-8 whatever the machine's locale is; connections for several test workers.
    const options = [
      '-t',
      '-c',
      '--encoding=UTF8 --locale=C.UTF-8',
      '-o',
      'max_connections=200',
      '-o',
      'synchronous_commit=off',
    ];
    const again = [process.execPath, import.meta.filename, INSIDE, ...command];
    const code = await handOver('pg_virtualenv', [...options, 'env', `TMPDIR=${tmpdir()}`, ...again], {
      env: { ...process.env, TMPDIR: folder, [EXIT_CODE_FILE]: codeFile },
      ownGroup: true,
      started: guard.watch,
      // It tells of its clusters on stdout, which belongs to the command.
      stdoutToStderr: true,
      stdoutAs3: true,
    });
    const inner = await readFile(codeFile, 'utf8').catch(() => undefined);
    return inner === undefined ? code : Number(inner);
  } finally {
    await guard.end();
  }
}

if (import.meta.main) {
  await runScript(async () => {
    const words = process.argv.slice(2);
    const isInside = words[0] === INSIDE;
    const [program, ...args] = isInside ? words.slice(1) : words;
    if (program === undefined)
      throw new SetupError('Name the command to run: node scripts/with-postgres.ts COMMAND …');
    if (isInside) return await inside([program, ...args]);
    const given = process.env['TENANTDESK_TEST_POSTGRES'];
    if (given !== undefined && given !== '') return await handOver(program, args);
    return await throwAway([program, ...args]);
  });
}
