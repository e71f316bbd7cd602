/** Inside a process, too, imports go one way. */

/**
 * The rooms of each process from the top down. What stands in a row may import the rows below it, nothing above and
 * nothing beside; the first row puts everything together and is free.
 */
export const ROOMS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'src-engine': [
    [
      'composition.ts',
      'copyContents.ts',
      'engine.ts',
      'index.ts',
      'openAccount.ts',
      'openAccounts.ts',
      'tokenQuestions.ts',
      'writer.ts',
    ],
    ['migrations'],
    ['features'],
    ['commands'],
    ['engineContext.ts'],
    ['sync'],
    ['backend', 'cache'],
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
    ['demo', 'identity'],
    ['features'],
    ['mail'],
    ['parts.ts'],
    ['http'],
    ['access', 'pages'],
    ['jobs'],
    ['database'],
    ['configuration.ts', 'jobNames.ts', 'logging'],
  ],
};

/** Files that still import a room above them. This list only gets shorter. */
export const NOT_YET: Readonly<Record<string, readonly string[]>> = {
  // The empty cluster that is copied holds the tables of the queue.
  'src-backend/database/pgliteTemplate.ts': ['jobs'],
};

/** The row of a file's or glob's room; undefined in the first row, and in a process without rooms. */
function rowOf(folder: string, glob: string): number | undefined {
  const room = glob.slice(folder.length + 1).split('/')[0] ?? '';
  const row = ROOMS[folder]?.findIndex((rooms) => rooms.includes(room));
  return row === undefined || row < 1 ? undefined : row;
}

const isFile = (room: string): boolean => room.includes('.');

/** Globs of the rooms of a process, and of the files that are not in order yet. */
export function roomGlobs(folder: string): readonly string[] {
  const rooms = (ROOMS[folder] ?? []).slice(1).flat();
  const files = Object.keys(NOT_YET).filter((file) => file.startsWith(`${folder}/`));
  return [...rooms.map((room) => `${folder}/${room}${isFile(room) ? '' : '/**'}`), ...files];
}

/** What the files of a glob may not import of their own process. */
export function roomPatterns(
  folder: string,
  glob: string,
): readonly { readonly regex: string; readonly message: string }[] {
  const row = rowOf(folder, glob);
  if (row === undefined) return [];
  const own = glob.slice(folder.length + 1).split('/')[0] ?? '';
  const allowed = [own, ...(NOT_YET[glob] ?? [])];
  const forbidden = (ROOMS[folder] ?? [])
    .slice(0, row + 1)
    .flat()
    .filter((room) => !allowed.includes(room));
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
