import { app } from 'electron';
import { release } from 'node:os';
import type { Installed } from './diagnosticsText.ts';

/** Asked of this program and this computer. */
export function installedHere(): Installed {
  const { electron, chrome, node, v8 } = process.versions;
  return {
    versions: { TenantDesk: app.getVersion(), Electron: electron, Chromium: chrome, Node: node, V8: v8 },
    platform: process.platform,
    release: release(),
    architecture: process.arch,
    packaged: app.isPackaged,
    sandbox: !app.commandLine.hasSwitch('no-sandbox'),
  };
}
