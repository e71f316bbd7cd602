/**
 * The fuses of the packaged console: switches in Electron's executable that nobody can turn back without breaking its
 * signature. https://www.electronjs.org/docs/latest/tutorial/fuses
 */
import {
  flipFuses,
  type FuseConfig,
  FuseState,
  FuseV1Options,
  FuseVersion,
  getCurrentFuseWire,
} from '@electron/fuses';
import { SetupError } from '../runtime/report.ts';

/** All that there are, by name; a fuse that a later Electron adds has to be named here before a package can be made. */
const fuses: Readonly<Record<FuseV1Options, boolean>> = {
  // Nobody runs scripts of their own in the console's name, or looks into it.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // The code is the archive's, and the archive is the one that was built (Windows and macOS; on Linux src-main/integrity.ts looks).
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Memory protection of WebAssembly, Electron's own default.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** Sets every fuse that the executable has. @throws when it has one that is not named above. */
export async function setFuses(executable: string): Promise<void> {
  const there = namesOf(await getCurrentFuseWire(executable));
  const wanted = Object.fromEntries(there.map((fuse) => [fuse, fuses[fuse]]));
  await flipFuses(executable, {
    ...wanted,
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // The executable has changed, so its ad-hoc signature has to be made anew; one of a developer id comes later.
    resetAdHocDarwinSignature: process.platform === 'darwin',
  } as FuseConfig);
}

/** What an executable's fuses are at the moment, by name, as far as its version of Electron has them. */
async function readFuses(executable: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = await getCurrentFuseWire(executable);
  return Object.fromEntries(
    namesOf(wire).map((fuse) => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE]),
  );
}

/** Looks at what an executable has in the end. @throws SetupError for one fuse that is not as it should be */
export async function checkFuses(executable: string): Promise<void> {
  for (const [name, state] of Object.entries(await readFuses(executable)))
    if (state !== fuses[FuseV1Options[name as keyof typeof FuseV1Options]])
      throw new SetupError(`${executable} has the fuse ${name} not as it should be. Don't ship it.`);
}

function namesOf(wire: Awaited<ReturnType<typeof getCurrentFuseWire>>): readonly FuseV1Options[] {
  return Object.values(FuseV1Options).filter(
    (fuse): fuse is FuseV1Options => typeof fuse !== 'string' && wire[fuse] !== undefined,
  );
}
