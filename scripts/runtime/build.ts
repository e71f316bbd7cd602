import { join } from 'node:path';
import { projectFolder } from './backend.ts';
import { run } from './processes.ts';

/** Builds the console into `out/`, as `npm run build` does. @throws SetupError with the last lines of what failed */
export async function buildConsole(): Promise<void> {
  const electronVite = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  await run(process.execPath, [electronVite, 'build'], { cwd: projectFolder });
}
