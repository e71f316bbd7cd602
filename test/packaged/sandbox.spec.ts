import { listeningPorts, processTree } from '#test/support/processTree.ts';
import { expect, test } from './fixtures.ts';

test('Runs as an ordinary user with the full sandbox, and listens on nothing @security', async ({
  start,
}) => {
  const app = await start();
  await app.reader.find('button', 'Sign in').waitFor();

  const processes = await processTree(app.processId);
  const ids = processes.map(({ status }) => status['Uid']?.split(/\s+/u)).flat();
  expect(new Set(ids).size, 'one user').toBe(1);
  expect(ids).not.toContain('0');
  for (const { commandLine } of processes)
    expect(
      commandLine.filter((word) => /^--(?:no-sandbox|disable-.*sandbox|single-process)/u.test(word)),
    ).toEqual([]);

  const renderers = processes.filter(({ commandLine }) => commandLine.includes('--type=renderer'));
  expect(renderers).toHaveLength(1);
  for (const { status, userMap } of renderers) {
    expect(status['Seccomp'], 'a filter of system calls').toBe('2');
    expect(status['NoNewPrivs']).toBe('1');
    expect(status['CapEff'], 'capabilities').toMatch(/^0+$/u);
    expect(status['NSpid']?.split(/\s+/u).length, 'sees no other processes').toBeGreaterThan(1);
    expect(userMap, 'knows no user but its own').toMatch(/^(\d+) \1 1$/u);
  }
  expect(await listeningPorts(processes)).toEqual([]);
});
