/** A throw-away PostgreSQL lives no longer than the run it was started for, however that run ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasProgram } from '../../scripts/runtime/systemPackages.ts';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'with-postgres.ts');
const patience = { timeout: 30_000, interval: 50 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantdesk-runner-'));
  // As root, the server runs as another account.
  chmodSync(folder, 0o711);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = (): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });

/** Starts the script with a command that takes ten minutes; the ids of the processes to look for. */
async function startRun() {
  const { TENANTDESK_TEST_POSTGRES: _given, ...env } = process.env;
  const runner = spawn(process.execPath, [script, 'sh', '-c', 'ps -o pgid= $$; exec sleep 600'], {
    env: { ...env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = once(runner, 'exit');
  const line = once(createInterface({ input: runner.stdout }), 'line');
  const [group]: unknown[] = await Promise.race([line, gone]);
  const pidFile = files().find((file) => file.endsWith('postmaster.pid'));
  if (pidFile === undefined) throw new Error('No server was started.');
  const server = Number(readFileSync(join(folder, pidFile), 'utf8').split('\n')[0]);
  return { runner, gone, group: Number(group), server };
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.runIf(hasProgram('pg_virtualenv'))('with-postgres', () => {
  it('leaves no server behind when it is killed', async () => {
    const { runner, gone, group, server } = await startRun();
    expect(runs(server)).toBe(true);
    runner.kill('SIGKILL');
    await gone;
    await vi.waitFor(
      () => expect([runs(server), runs(-group), files()]).toEqual([false, false, []]),
      patience,
    );
  });

  it('leaves no server behind when all that it started is killed with it', async () => {
    const { runner, gone, group, server } = await startRun();
    runner.kill('SIGKILL');
    process.kill(-group, 'SIGKILL');
    await gone;
    await vi.waitFor(() => expect([runs(server), files()]).toEqual([false, []]), patience);
  });

  it('leaves no server behind, and fails, when only the program that removes it is killed', async () => {
    const { gone, group, server } = await startRun();
    process.kill(group, 'SIGKILL');
    expect(await gone).toEqual([137, null]);
    expect([runs(server), files()]).toEqual([false, []]);
  });
});
