/** The scripts as people and other programs start them: what they print, where, and with which exit code. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoTable } from '../../scripts/runtime/demoTable.ts';
import { hasNodeApi10 } from '../../scripts/runtime/electronVersion.ts';
import { urlOfServer } from '../../scripts/runtime/serverUrl.ts';

const SCRIPTS = join(import.meta.dirname, '..', '..', 'scripts');

function script(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const answer = spawnSync(process.execPath, [join(SCRIPTS, name), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  return { code: answer.status, stdout: answer.stdout, stderr: answer.stderr };
}

describe('start', () => {
  it.runIf(process.platform === 'linux')('says in one line that there is no screen, and what to do', () => {
    const { code, stderr } = script('start.ts', []);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('npm run tour');
  });
});

describe('electron-runtime', () => {
  it('names the variable when the folder in it holds no Electron', () => {
    const { code, stdout, stderr } = script('electron-runtime.ts', [], {
      ELECTRON_OVERRIDE_DIST_PATH: SCRIPTS,
    });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`ELECTRON_OVERRIDE_DIST_PATH is ${SCRIPTS}`);
  });

  it('compiles the SQLite addon only for an Electron that can not load the published one', () => {
    expect(['33.2.1', '34.5.0', '35.0.0', '45.4.1', '100.0.0'].map(hasNodeApi10)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('with-postgres', () => {
  const given = { TENANTDESK_TEST_POSTGRES: 'postgres://given' };

  it('uses the server that is given, and returns the exit code of the command', () => {
    const { code, stdout } = script(
      'with-postgres.ts',
      ['sh', '-c', 'echo $TENANTDESK_TEST_POSTGRES; exit 7'],
      given,
    );
    expect(stdout.trim()).toBe('postgres://given');
    expect(code).toBe(7);
  });

  it('says what is missing without a command, or with one that does not exist', () => {
    expect(script('with-postgres.ts', [], given)).toMatchObject({ code: 1, stdout: '' });
    const missing = script('with-postgres.ts', ['no-such-program'], given);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('Could not start "no-such-program"');
  });

  it('says how to get a server when there is none', () => {
    const { code, stderr } = script('with-postgres.ts', ['true'], { PATH: '/nowhere' });
    expect(code).toBe(1);
    expect(stderr).toContain('TENANTDESK_TEST_POSTGRES=postgres://');
  });

  it('builds a URL from what pg_virtualenv sets, whatever is in the password', () => {
    const env = {
      PGHOST: 'localhost',
      PGPORT: '5433',
      PGUSER: 'postgres',
      PGPASSWORD: 'p@ss/word',
      PGDATABASE: 'a b',
    };
    expect(urlOfServer(env)).toBe('postgres://postgres:p%40ss%2Fword@localhost:5433/a%20b');
  });
});

describe('the table of demo accounts', () => {
  it('lines the columns up, names every address and which tenants it reaches', () => {
    const text = demoTable({
      url: 'http://127.0.0.1:4000',
      openapi: 'http://127.0.0.1:4000/openapi.json',
      mailbox: 'http://127.0.0.1:4000/mailbox',
      accounts: [
        {
          email: 'anna@example.com',
          password: 'one',
          roles: ['admin', 'auditor'],
          tenant: 'Nord',
          tenants: ['Nord', 'Süd'],
        },
        {
          email: 'b@example.com',
          password: 'longer password',
          roles: ['helpdesk'],
          tenant: 'Süd',
          tenants: ['Süd'],
        },
      ],
    });
    expect(text).toMatchInlineSnapshot(`
      "Sign in as        Password         Roles           Reaches
      anna@example.com  one              admin, auditor  Nord
                                                         Süd
      b@example.com     longer password  helpdesk        Süd

      Backend  http://127.0.0.1:4000
      API      http://127.0.0.1:4000/openapi.json
      Mails    http://127.0.0.1:4000/mailbox"
    `);
  });
});
