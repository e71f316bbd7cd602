import { session, type Session } from 'electron';
import { appScheme } from './appAddress.ts';
import { type AppProtocolDeps, createAppProtocol } from './appProtocol.ts';
import { isLocalResource } from './navigationPolicy.ts';

/** `net::ERR_FAILED`: a file of the build is gone or can't be read. */
const failed = -2;

/**
 * The session of the window: in memory, without HTTP cache, without network, with every permission refused (Electron
 * security checklist 5). Cookies, storage and caches of the page are gone when the app ends: what is kept is kept
 * encrypted, by the engine.
 */
export function createLockedSession(served: AppProtocolDeps): Session {
  const locked = session.fromPartition('console', { cache: false });
  const serve = createAppProtocol(served);
  locked.protocol.registerBufferProtocol(appScheme, (request, take) => {
    void serve(request).then(take, () => take({ error: failed }));
  });
  locked.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !isLocalResource(url) }));
  locked.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  locked.setPermissionCheckHandler(() => false);
  locked.setDevicePermissionHandler(() => false);
  locked.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  locked.setSpellCheckerEnabled(false);
  locked.on('will-download', (event) => event.preventDefault());
  return locked;
}
