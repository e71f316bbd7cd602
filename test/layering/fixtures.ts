/** Small sources that break one rule of the architecture each, and some that break none. */

export interface LintFixture {
  readonly file: string;
  readonly source: string;
  /** Part of the message that must come; null when the linter must stay silent about imports. */
  readonly refusal: string | null;
}

export interface TypeFixture {
  readonly file: string;
  readonly source: string;
  /** The compiler's error, or null when it must compile. */
  readonly error: RegExp | null;
}

const FOLDERS = ['src-main', 'src-engine', 'src-preload', 'src-renderer', 'src-backend'] as const;

/** Every folder refuses every other one but shared, by path and by alias. */
const between: readonly LintFixture[] = FOLDERS.flatMap((folder) => [
  ...FOLDERS.filter((other) => other !== folder).map((other) => ({
    file: `${folder}/deep/from-${other}.ts`,
    source: `import { a } from '../../${other}/a.ts';\nexport const b = a;\n`,
    refusal: `${folder} may import its own folder and #shared/…`,
  })),
  {
    file: `${folder}/shared-by-path.ts`,
    source: "import { a } from '../src-shared/a.ts';\nexport const b = a;\n",
    refusal: `${folder} may import its own folder and #shared/…`,
  },
  {
    file: `${folder}/from-test.ts`,
    source: "import { a } from '#test/a.ts';\nexport const b = a;\n",
    refusal: `${folder} may import its own folder and #shared/…`,
  },
  {
    file: `${folder}/allowed.ts`,
    source: "import { a } from '#shared/a.ts';\nimport { c } from './c.ts';\nexport const b = [a, c];\n",
    refusal: null,
  },
]);

const dynamic: readonly LintFixture[] = [
  {
    file: 'src-main/dynamic.ts',
    source: "export const later = async () => await import('keytar');\n",
    refusal: 'Take a Keychain',
  },
  {
    file: 'src-engine/reexport.ts',
    source: "export * from 'axios';\n",
    refusal: 'Use the network of src-network',
  },
];

const shared: readonly LintFixture[] = [
  ...['../src-main/a.ts', '../src-backend/a.ts'].map((from, index) => ({
    file: `src-shared/leaves-${index}.ts`,
    source: `import { a } from '${from}';\nexport const b = a;\n`,
    refusal: 'src-shared may import itself and zod',
  })),
  ...['react', '@mui/material', 'electron', 'axios', 'zodiac'].map((name, index) => ({
    file: `src-shared/package-${index}.ts`,
    source: `import { a } from '${name}';\nexport const b = a;\n`,
    refusal: 'src-shared may import zod and itself, nothing else',
  })),
  {
    file: 'src-shared/node.ts',
    source: "import { readFileSync } from 'node:fs';\nexport const b = readFileSync;\n",
    refusal: 'without Node and DOM',
  },
  {
    file: 'src-shared/allowed.ts',
    source:
      "import { z } from 'zod';\nimport * as mini from 'zod/mini';\nimport { a } from '#shared/a.ts';\nimport { c } from '../src-shared-like.ts';\nexport const b = [z, mini, a, c];\n",
    refusal: null,
  },
];

interface Special {
  readonly import: string;
  readonly refusal: string;
  readonly refused: readonly string[];
  readonly allowed: readonly string[];
}

const SPECIALS: readonly Special[] = [
  {
    import: "{ ipcMain } from 'electron'",
    refusal: 'Register a desktop command',
    refused: ['src-main/commands/other.ts', 'src-main/windows/ipc.ts', 'src-preload/main.ts'],
    allowed: ['src-main/commands/ipc.ts'],
  },
  {
    import: "* as electron from 'electron'",
    refusal: 'ipcMain',
    refused: ['src-main/accounts/all.ts'],
    allowed: [],
  },
  {
    import: "electron from 'electron'",
    refusal: 'by name',
    refused: ['src-main/accounts/default.ts', 'src-main/commands/ipcDefault.ts', 'src-preload/default.ts'],
    allowed: [],
  },
  {
    import: "{ ipcRenderer } from 'electron'",
    refusal: 'Use the bridge that src-preload exposes',
    refused: ['src-main/preload.ts'],
    allowed: ['src-preload/ipc.ts'],
  },
  {
    import: "{ contextBridge } from 'electron'",
    refusal: 'src-renderer knows nothing of Electron',
    refused: ['src-renderer/bridge/context.ts'],
    allowed: [],
  },
  {
    import: "{ contextBridge } from 'electron'",
    refusal: 'Use the bridge that src-preload exposes',
    refused: ['src-main/context.ts'],
    allowed: ['src-preload/context.ts'],
  },
  {
    import: "{ shell } from 'electron'",
    refusal: 'Use src-main/windows/externalLinks.ts',
    refused: ['src-main/windows/shell.ts', 'src-main/accounts/signIn.ts'],
    allowed: ['src-main/windows/externalLinks.ts'],
  },
  {
    import: "{ BrowserWindow } from 'electron'",
    refusal: 'Open windows through src-main/windows',
    refused: ['src-main/accounts/window.ts', 'src-main/commands/ipcWindow.ts'],
    allowed: ['src-main/windows/consoleWindow.ts', 'src-main/windows/deep/other.ts'],
  },
  {
    import: "keytar from 'keytar'",
    refusal: 'Take a Keychain (src-main/keychain/keychain.ts)',
    refused: ['src-main/accounts/tokens.ts', 'src-main/keychain/keychain.ts', 'src-engine/keys.ts'],
    allowed: ['src-main/keychain/systemKeychain.ts'],
  },
  {
    import: "Database from 'better-sqlite3-multiple-ciphers'",
    refusal: 'Open the cache through src-engine/cache/database.ts',
    refused: ['src-engine/cache/store.ts', 'src-main/sqlite.ts'],
    allowed: ['src-engine/cache/database.ts'],
  },
  {
    import: "pg from 'pg'",
    refusal: 'Use the unit of work',
    refused: ['src-backend/features/users/store.ts'],
    allowed: ['src-backend/database/server.ts'],
  },
  {
    import: "{ PGlite } from '@electric-sql/pglite'",
    refusal: 'Use the unit of work',
    refused: ['src-backend/jobs/queue.ts'],
    allowed: ['src-backend/database/embedded.ts'],
  },
  {
    import: "nodemailer from 'nodemailer'",
    refusal: 'Queue a mail in the unit of work',
    refused: ['src-backend/features/invitations/service.ts'],
    allowed: ['src-backend/mail/smtp.ts'],
  },
  {
    import: "axios from 'axios'",
    refusal: 'Use the network of src-network',
    refused: ['src-engine/sync/feed.ts', 'src-renderer/state/http.ts', 'src-main/accounts/http.ts'],
    allowed: ['src-network/client.ts'],
  },
  {
    import: "{ b } from '#network/network.ts'",
    refusal: 'may import its own folder and #shared/…',
    refused: ['src-renderer/state/net.ts', 'src-preload/net.ts', 'src-backend/mail/net.ts'],
    allowed: ['src-main/accounts/net.ts', 'src-engine/backend/net.ts'],
  },
  {
    import: "fs from 'node:fs'",
    refusal: 'src-renderer runs without Node',
    refused: ['src-renderer/files.ts'],
    allowed: ['src-main/files.ts', 'src-engine/files.ts', 'src-backend/files.ts'],
  },
  {
    import: "fs from 'fs/promises'",
    refusal: 'src-renderer runs without Node',
    refused: ['src-renderer/filesWithoutPrefix.ts'],
    allowed: [],
  },
  {
    import: "{ app } from 'electron'",
    refusal: 'knows nothing of Electron',
    refused: ['src-engine/electron.ts', 'src-backend/electron.ts', 'src-renderer/electron.ts'],
    allowed: ['src-main/electron.ts'],
  },
  {
    import: "type { BrowserWindow } from 'electron'",
    refusal: '',
    refused: [],
    allowed: ['src-main/accounts/types.ts', 'src-main/menu/types.ts'],
  },
];

const specials: readonly LintFixture[] = SPECIALS.flatMap((special) => {
  const name = /^(?:type )?(?:\* as )?\{? ?(\w+)/.exec(special.import)?.[1] ?? 'thing';
  const source = special.import.startsWith('type')
    ? `import ${special.import};\nexport type Other = ${name};\n`
    : `import ${special.import};\nexport const other = ${name};\n`;
  return [
    ...special.refused.map((file) => ({ file, source, refusal: special.refusal })),
    ...special.allowed.map((file) => ({ file, source, refusal: null })),
  ];
});

/** Who of a process may not import whom, and who may, as `room -> room`. */
const INSIDE: Readonly<
  Record<string, { readonly refused: readonly string[]; readonly allowed: readonly string[] }>
> = {
  'src-main': {
    refused: [
      'windows -> accounts',
      'windows -> commands',
      'engine -> windows',
      'snapshot -> accounts',
      'snapshot -> windows',
      'engine -> accounts',
      'engine -> snapshot',
      'keychain -> accounts',
      'accounts -> commands',
      'accounts -> console.ts',
      'appFiles.ts -> windows',
    ],
    allowed: [
      'accounts -> keychain',
      'accounts -> engine',
      'accounts -> snapshot',
      'commands -> windows',
      'windows -> snapshot',
      'windows -> restartDelay.ts',
      'snapshot -> keychain',
      'snapshot -> appFiles.ts',
      'console.ts -> accounts',
    ],
  },
  'src-engine': {
    refused: [
      'cache -> sync',
      'cache -> features',
      'cache -> backend',
      'cache -> engineContext.ts',
      'backend -> cache',
      'sync -> features',
      'sync -> commands',
      'sync -> composition.ts',
      'commands -> features',
      'features -> migrations',
      'features -> composition.ts',
      'engineContext.ts -> features',
      'log.ts -> cache',
    ],
    allowed: [
      'features -> sync',
      'features -> cache',
      'features -> engineContext.ts',
      'sync -> cache',
      'sync -> backend',
      'cache -> log.ts',
      'composition.ts -> features',
      'engine.ts -> openAccounts.ts',
      'migrations -> features',
    ],
  },
  'src-renderer': {
    refused: [
      'components -> features',
      'components -> app',
      'features -> app',
      'features -> index.tsx',
      'state -> components',
      'state -> features',
      'bridge -> state',
      'bridge -> app',
      'theme -> components',
      'words -> app',
      'snapshot -> components',
      'snapshot -> app',
    ],
    allowed: [
      'app -> features',
      'features -> components',
      'features -> state',
      'components -> bridge',
      'components -> state',
      'state -> bridge',
      'index.tsx -> app',
    ],
  },
  'src-backend': {
    refused: [
      'database -> access',
      'database -> features',
      'database -> jobs',
      'access -> features',
      'access -> http',
      'http -> features',
      'pages -> features',
      'mail -> features',
      'jobs -> mail',
      'features -> demo',
      'features -> composition.ts',
      'database -> start',
      'start -> http',
      'parts.ts -> features',
    ],
    allowed: [
      'features -> access',
      'features -> http',
      'features -> parts.ts',
      'access -> database',
      'http -> access',
      'jobs -> database',
      'database -> jobNames.ts',
      'start -> jobs',
      'server.ts -> start',
    ],
  },
  'src-backend/features': {
    refused: [
      'users -> customers',
      'users -> bulk',
      'customers -> profiles',
      'sessions -> activation',
      'tenants -> users',
      'linkedRows.ts -> users',
      'fieldChanges.ts -> versionedRows.ts',
    ],
    allowed: ['bulk -> users', 'customers -> users', 'users -> tenants', 'users -> linkedRows.ts'],
  },
};

const inside: readonly LintFixture[] = Object.entries(INSIDE).flatMap(([folder, { refused, allowed }]) => {
  const fixture = (arrow: string, refusal: string | null): LintFixture => {
    const [from = '', to = ''] = arrow.split(' -> ');
    const file = from.includes('.') ? from : `${from}/deep/to-${to.replace(/\..*/u, '')}.ts`;
    const up = from.includes('.') ? './' : '../../';
    const target = to.includes('.') ? to : `${to}/a.ts`;
    return {
      file: `${folder}/${file}`,
      source: `import { a } from '${up}${target}';\nexport const b = a;\n`,
      refusal,
    };
  };
  return [
    ...refused.map((arrow) => fixture(arrow, 'imports go one way')),
    ...allowed.map((arrow) => fixture(arrow, null)),
  ];
});

/** Who may open the door of a feature of the backend. */
const doors: readonly LintFixture[] = [
  ['src-backend/features/bulk/door.ts', '../users/feature.ts'],
  ['src-backend/features/users/door.ts', './feature.ts'],
  ['src-backend/demo/door.ts', '../features/users/feature.ts'],
  ['src-backend/composition.ts', './features/users/feature.ts'],
].map(([file = '', from = '']) => ({
  file,
  source: `import { a } from '${from}';\nexport const b = a;\n`,
  refusal: file.endsWith('composition.ts') ? null : 'Only src-backend/composition.ts',
}));

export const lintFixtures: readonly LintFixture[] = [
  ...between,
  ...dynamic,
  ...shared,
  ...specials,
  ...inside,
  ...doors,
];

const types = (folder: string, name: string, source: string, error: RegExp | null): TypeFixture => ({
  file: `${folder}/types/${name}.ts`,
  source: `${source}\nexport {};\n`,
  error,
});

const NO_PROCESS = /Cannot find name 'process'/;
const NO_DOCUMENT = /Cannot find name 'document'/;

export const typeFixtures: readonly TypeFixture[] = [
  ...['src-shared', 'src-preload', 'src-renderer'].map((folder) =>
    types(folder, 'process', 'void process.env;', NO_PROCESS),
  ),
  ...['src-shared', 'src-main', 'src-engine', 'src-backend'].map((folder) =>
    types(folder, 'document', 'void document.title;', NO_DOCUMENT),
  ),
  ...['src-main', 'src-engine', 'src-backend'].map((folder) =>
    types(folder, 'allowed', 'void process.env;', null),
  ),
  ...['src-preload', 'src-renderer'].map((folder) => types(folder, 'allowed', 'void document.title;', null)),
  types('src-shared', 'allowed', 'void [1].at(0);', null),
];
