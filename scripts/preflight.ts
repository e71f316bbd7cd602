/**
 * Looks, before something starts, whether this machine has what npm can't install: the right Node and the system
 * libraries of Electron (`--tests` adds what the tests need). Finding it here, in words, beats a crash of Electron
 * about a missing .so. Costs a few milliseconds when all is there.
 */
import { SetupError } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';
import { ensurePackages } from './runtime/systemPackages.ts';

const NODE_MAJOR = 24;

function checkNode(): void {
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return;
  throw new SetupError(
    `This is Node ${process.versions.node}; TenantDesk needs ${NODE_MAJOR} or newer. "npm ci" brings one that every npm ` +
      'script uses: run "npm ci", then start through npm (for example "npm start").',
  );
}

await runScript(async () => {
  checkNode();
  await (process.argv.includes('--tests') ? ensurePackages('app', 'tests') : ensurePackages('app'));
});
