/** `npm run package:backend`: the backend as a folder and an archive that start with Node alone. */
import { join, relative } from 'node:path';
import { archive, sizeOf } from './package/backendArchive.ts';
import { packageBackend } from './package/backend.ts';
import { projectFolder } from './runtime/backend.ts';
import { report } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';

const megabytes = async (path: string): Promise<string> => `${((await sizeOf(path)) / 1e6).toFixed(1)} MB`;

await runScript(async () => {
  report('Packaging the backend …');
  const folder = await packageBackend(join(projectFolder, 'dist', 'backend'));
  const packed = await archive(folder);
  for (const path of [folder, packed]) report(`${await megabytes(path)}  ${relative(projectFolder, path)}`);
  report(`Start it: node ${relative(process.cwd(), join(folder, 'main.js'))} --help`);
});
