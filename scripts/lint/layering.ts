/**
 * Who may import what: the table of docs/architecture.md as lint rules. Lists are composed here because an override of
 * a rule replaces the earlier one, so each place needs the whole list that holds for it.
 */

import type { OxlintOverride } from 'oxlint';
import { roomGlobs, roomPatterns } from './rooms.ts';

/** One forbidden module, or some of its names; the shape of ESLint's `no-restricted-imports`. */
interface ForbiddenPath {
  readonly name: string;
  readonly importNames?: string[];
  readonly message: string;
  readonly allowTypeImports?: boolean;
}

interface ForbiddenPattern {
  readonly regex: string;
  readonly message: string;
  readonly allowTypeImports?: boolean;
}

interface Forbidden {
  readonly paths: readonly ForbiddenPath[];
  readonly patterns: readonly ForbiddenPattern[];
}

/** Something with effects that one place in the tree wraps; everybody else uses that place. */
interface SinglePlace {
  /** Globs of the files that may use it. */
  readonly place: string;
  readonly module: string;
  readonly names?: readonly string[];
  readonly message: string;
}

const SINGLE_PLACES: readonly SinglePlace[] = [
  {
    place: 'src-main/commands/ipc.ts',
    module: 'electron',
    names: ['ipcMain'],
    message:
      'Register a desktop command (src-shared/desktop) instead: only src-main/commands/ipc.ts, which checks sender and input, uses ipcMain.',
  },
  {
    place: 'src-preload/**',
    module: 'electron',
    names: ['ipcRenderer', 'contextBridge'],
    message: 'Use the bridge that src-preload exposes: only src-preload uses ipcRenderer and contextBridge.',
  },
  {
    place: 'src-main/windows/externalLinks.ts',
    module: 'electron',
    names: ['shell'],
    message:
      'Use src-main/windows/externalLinks.ts, which decides what may be opened: nothing else uses shell.',
  },
  {
    place: 'src-main/windows/**',
    module: 'electron',
    names: ['BrowserWindow'],
    message:
      'Open windows through src-main/windows, which locks them down: nothing else constructs a BrowserWindow (import its type if that is what you need).',
  },
  {
    place: 'src-main/keychain/systemKeychain.ts',
    module: 'keytar',
    message: 'Take a Keychain (src-main/keychain/keychain.ts): only systemKeychain.ts talks to keytar.',
  },
  {
    place: 'src-engine/cache/database.ts',
    module: 'better-sqlite3-multiple-ciphers',
    message:
      'Open the cache through src-engine/cache/database.ts, which sets cipher and key: nothing else loads the driver.',
  },
  {
    place: 'src-backend/database/**',
    module: 'pg',
    message:
      'Use the unit of work of src-backend/database, which sets tenant and role: nothing else loads a database driver.',
  },
  {
    place: 'src-backend/database/**',
    module: '@electric-sql/pglite',
    message:
      'Use the unit of work of src-backend/database, which sets tenant and role: nothing else loads a database driver.',
  },
  {
    place: 'src-backend/mail/**',
    module: 'nodemailer',
    message: 'Queue a mail in the unit of work: only src-backend/mail sends, after the commit.',
  },
  {
    place: 'src-network/**',
    module: 'axios',
    message:
      'Use the network of src-network, which knows proxies and authorities, or the typed client of src-engine/backend/client.ts over it: nothing else makes requests with axios.',
  },
];

/** Every package but zod, spelled without look-ahead, which the linter's expressions don't have. */
const ALL_BUT_ZOD = '^(@|[a-y]|z([^o]|o[^d]|od[^/]))';
const NODE =
  '^(node:|(assert|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|process|stream|url|util|worker_threads|zlib)(/|$))';

interface Layer {
  readonly folder: string;
  readonly forbidden: readonly ForbiddenPattern[];
}

const noNode = (folder: string): ForbiddenPattern => ({
  regex: NODE,
  message: `${folder} runs without Node: ask the process that has it through a command of src-shared/desktop.`,
});

const noElectron = (folder: string, instead: string): ForbiddenPattern => ({
  regex: '^electron(/|$)',
  allowTypeImports: true,
  message: `${folder} knows nothing of Electron (types excepted): ${instead}`,
});

const LAYERS: readonly Layer[] = [
  {
    folder: 'src-shared',
    forbidden: [
      {
        regex: NODE,
        message:
          'src-shared is plain TypeScript with zod, without Node and DOM: move this to the process that needs it.',
      },
      { regex: ALL_BUT_ZOD, message: 'src-shared may import zod and itself, nothing else.' },
    ],
  },
  {
    folder: 'src-network',
    forbidden: [noElectron('src-network', 'main gives it what Electron knows of proxies.')],
  },
  { folder: 'src-main', forbidden: [] },
  {
    folder: 'src-engine',
    forbidden: [noElectron('src-engine', 'it is started by src-main and talks through its ports.')],
  },
  { folder: 'src-preload', forbidden: [noNode('src-preload')] },
  {
    folder: 'src-renderer',
    forbidden: [noNode('src-renderer'), noElectron('src-renderer', 'use the bridge (src-renderer/bridge).')],
  },
  { folder: 'src-backend', forbidden: [noElectron('src-backend', 'it runs on a server.')] },
];

/** The processes that speak to other machines, and so may import src-network. */
const NETWORKED: readonly string[] = ['src-main', 'src-engine'];

/** Imports that leave the folder other than by `#shared/…`. */
function leaving(folder: string): readonly ForbiddenPattern[] {
  const networked = NETWORKED.includes(folder);
  const allowed =
    folder === 'src-shared'
      ? 'itself and zod'
      : `its own folder and #shared/…${networked ? ' and #network/…' : ''}`;
  return [
    {
      regex: String.raw`^\.{1,2}/(.*/)?(src-[a-z]+|scripts|test)(/|$)`,
      message: `${folder} may import ${allowed}. What two folders need belongs in src-shared.`,
    },
    {
      regex: networked ? '^#[^sn]' : '^#[^s]',
      message: `${folder} may import ${allowed}. Nothing else has a # name for it.`,
    },
  ];
}

const matches = (place: string, file: string): boolean =>
  place === file || (place.endsWith('/**') && `${file}/`.startsWith(place.slice(0, -2)));

/** A default import would carry every name past the rules above. */
const NO_DEFAULT_ELECTRON: ForbiddenPath = {
  name: 'electron',
  importNames: ['default'],
  message: 'Import what you need from electron by name, so that the rules for single names see it.',
};

/** Every single-place rule that holds for the files of `glob`. */
function singlePlaceRules(glob: string): readonly ForbiddenPath[] {
  const others = SINGLE_PLACES.filter(({ place }) => !matches(place, glob.replace(/\/\*\*$/, '')));
  const rules = others.map(({ module, names, message }) => ({
    name: module,
    ...(names === undefined ? {} : { importNames: [...names] }),
    allowTypeImports: true,
    message,
  }));
  return [...rules, NO_DEFAULT_ELECTRON];
}

function override(glob: string, { paths, patterns }: Forbidden): OxlintOverride {
  return {
    files: [glob],
    rules: { 'no-restricted-imports': ['error', { paths: [...paths], patterns: [...patterns] }] },
  };
}

/**
 * The overrides of `no-restricted-imports`: one per folder, then one per room and per place that may use something
 * special, most general first, because the last one that matches a file holds.
 */
export function layeringOverrides(): OxlintOverride[] {
  const places = SINGLE_PLACES.map(({ place }) => place);
  return LAYERS.flatMap(({ folder, forbidden }) => {
    const inside = [...places.filter((place) => place.startsWith(`${folder}/`)), ...roomGlobs(folder)];
    const globs = [...new Set([`${folder}/**`, ...inside])].toSorted((a, b) => a.length - b.length);
    return globs.map((glob) =>
      override(glob, {
        paths: singlePlaceRules(glob),
        patterns: [...leaving(folder), ...forbidden, ...roomPatterns(folder, glob)],
      }),
    );
  });
}
