/** Inside a process, too, imports go one way, and so they do between the backend's features. */

/**
 * The rooms of each process (and of one that has rooms of its own) from the top down. What stands in a row may import the rows below it, nothing above and
 * nothing beside; the first row puts everything together and is free.
 */
export const ROOMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'src-main': [
    ['console.ts', 'index.ts'],
    ['diagnostics'],
    ['accounts', 'commands', 'menu', 'updates'],
    ['windows'],
    ['snapshot'],
    ['crashes', 'engine', 'keychain'],
    [
      'appFiles.ts',
      'integrity.ts',
      'log.ts',
      'mainNetwork.ts',
      'quitting.ts',
      'restartDelay.ts',
      'settings.ts',
      'startRefusal.ts',
      'stateFile.ts',
    ],
  ],
  'src-engine': [
    [
      'composition.ts',
      'copyContents.ts',
      'engine.ts',
      'index.ts',
      'openAccount.ts',
      'openAccounts.ts',
      'proxyQuestions.ts',
      'tokenQuestions.ts',
      'writer.ts',
    ],
    ['migrations'],
    ['features'],
    ['commands'],
    ['engineContext.ts'],
    ['sync'],
    ['backend', 'cache'],
    ['backendClock.ts'],
    ['clock.ts', 'events.ts', 'log.ts'],
  ],
  'src-renderer': [
    ['index.tsx', 'start.ts', 'zodWithoutEval.ts'],
    ['app'],
    ['features'],
    ['components'],
    ['snapshot'],
    ['state'],
    ['bridge', 'theme', 'words'],
  ],
  'src-backend': [
    ['app.ts', 'composition.ts', 'main.ts', 'server.ts'],
    ['demo'],
    ['features'],
    ['mail'],
    ['parts.ts'],
    ['http', 'start'],
    ['access', 'pages'],
    ['jobs'],
    ['database'],
    ['configuration.ts', 'jobNames.ts', 'logging'],
  ],
  'src-backend/features': [
    ['bulk'],
    ['customers', 'notes', 'profiles', 'retention'],
    ['users'],
    ['activation'],
    ['sessions'],
    ['audit', 'changes', 'roles', 'tenants'],
    ['fieldChanges.ts', 'linkedRows.ts', 'versionedRows.ts'],
  ],
};

/** What a feature of the backend is plugged in by: only the composition opens these doors. */
const DOOR = {
  regex: String.raw`/feature\.ts$`,
  message:
    'Only src-backend/composition.ts imports the feature.ts of a feature, and hands on what others may use. Import the file that you need.',
};

/** The row of a file's or glob's room; undefined in the first row, and in a process without rooms. */
function rowOf(folder: string, glob: string): number | undefined {
  const room = glob.slice(folder.length + 1).split('/')[0] ?? '';
  const row = ROOMS[folder]?.findIndex((rooms) => rooms.includes(room));
  return row === undefined || row < 1 ? undefined : row;
}

const isFile = (room: string): boolean => room.includes('.');

/** The process itself, and the rooms in it that have rooms of their own. */
const housesOf = (folder: string): readonly string[] =>
  Object.keys(ROOMS).filter((house) => house === folder || house.startsWith(`${folder}/`));

/** Globs of the rooms of a process. */
export function roomGlobs(folder: string): readonly string[] {
  return housesOf(folder).flatMap((house) => {
    const rooms = (ROOMS[house] ?? []).slice(1).flat();
    return rooms.map((room) => `${house}/${room}${isFile(room) ? '' : '/**'}`);
  });
}

interface Forbidden {
  readonly regex: string;
  readonly message: string;
}

/** What the files of a glob may not import of their own process. */
export function roomPatterns(folder: string, glob: string): readonly Forbidden[] {
  const patterns = housesOf(folder).flatMap((house) =>
    glob.startsWith(`${house}/`) ? patternsIn(house, glob) : [],
  );
  return folder === 'src-backend' && patterns.length > 0 ? [...patterns, DOOR] : patterns;
}

function patternsIn(folder: string, glob: string): readonly Forbidden[] {
  const row = rowOf(folder, glob);
  if (row === undefined) return [];
  const own = glob.slice(folder.length + 1).split('/')[0] ?? '';
  const forbidden = (ROOMS[folder] ?? [])
    .slice(0, row + 1)
    .flat()
    .filter((room) => room !== own);
  const names = forbidden.map((room) =>
    isFile(room) ? `${room.replace('.', String.raw`\.`)}$` : `${room}/`,
  );
  return [
    {
      regex: `^${isFile(own) ? String.raw`\./` : String.raw`(\.\./)+`}(${names.join('|')})`,
      message: `${folder}/${own} stands below or beside that room, and imports go one way (scripts/lint/rooms.ts). Let the room above give it what it needs, or move this up.`,
    },
  ];
}
