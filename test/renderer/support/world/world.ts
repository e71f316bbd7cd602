import type { AddressInfo } from 'node:net';
import type { MessagePort } from 'node:worker_threads';
import type { KeychainState } from '#shared/desktop/session.ts';
import { startTestBackend } from '#test/support/backend.ts';
import { composeFeatures, type ComposedFeatures } from '../../../../src-backend/composition.ts';
import { newId } from '../../../../src-backend/database/newId.ts';
import { hashPassword } from '../../../../src-backend/features/sessions/passwordHasher.ts';
import { type Machine, startMachine } from './machine.ts';
import { createScenes, type Person, type Scene, type SceneOptions } from './scene.ts';
import { createWire } from './wire.ts';

export interface StageOptions extends SceneOptions {
  readonly keychain?: KeychainState;
  /** Nobody comes to the browser when it is opened. */
  readonly alone?: boolean;
}

/** What a test finds: ids, and where a second client finds the backend. */
export interface Stage extends Scene {
  /** The address that the console knows. */
  readonly backendUrl: string;
  /** The backend itself, whatever happens to the console's way to it. */
  readonly directUrl: string;
  /** Jo's access token. */
  readonly joToken: string;
}

const password = 'quiet lamp over nine rivers';

/** Everything behind the window, for real: a backend with its database, and one console after another. */
export async function createWorld() {
  const wire = await createWire();
  let composed: ComposedFeatures | null = null;
  let databaseAway = false;
  const backend = await startTestBackend({
    configuration: { publicUrl: wire.url },
    wrap: (database) => ({
      ...database,
      session: async (body, how) => {
        if (databaseAway) throw Object.assign(new Error('The database is away.'), { code: 'ECONNREFUSED' });
        return await database.session(body, how);
      },
    }),
    async features(parts) {
      composed = await composeFeatures(parts);
      return composed.features;
    },
    authenticate: async (request) => (await composed?.authenticate(request)) ?? null,
  });
  await backend.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = backend.app.server.address() as AddressInfo;
  wire.lead(port);
  const scenes = await createScenes(backend.database, await hashPassword(password));
  let machine: Machine | null = null;

  const running = (): Machine => {
    if (machine === null) throw new Error('No console was started.');
    return machine;
  };
  return {
    ready: (): void => undefined,
    wire,
    /** Writes a tenant for a test and starts a console for Mara, who isn't signed in yet. */
    async set(options: StageOptions, page: MessagePort): Promise<Stage> {
      const scene = await scenes.write(options);
      const joToken = newId();
      backend.admit(joToken, scene.jo);
      machine = await startMachine({
        backendUrl: wire.url,
        keychain: options.keychain ?? { available: true },
        person: options.alone === true ? null : { email: scene.mara.email, password },
        page,
      });
      return { ...scene, backendUrl: wire.url, directUrl: `http://127.0.0.1:${port}`, joToken };
    },
    /** The backend's database, which may be away. */
    database: {
      stop: (): void => void (databaseAway = true),
      start: (): void => void (databaseAway = false),
      /** Runs SQL as the owner. */
      run: async (text: string): Promise<void> =>
        void (await backend.database.session((session) => session.script(text))),
    },
    /** Takes Mara's roles in tenants away. */
    revoke: scenes.revoke,
    /** Gives Mara another role in a tenant. */
    setRole: scenes.setRole,
    /** Shuts somebody out, or lets them in again. */
    setDisabled: scenes.setDisabled,
    /** Who comes to the browser from now on. */
    comes: ({ email }: Pick<Person, 'email'>): void => running().comes({ email, password }),
    main: (name: string, inputJson: string | undefined): Promise<string> => running().answer(name, inputJson),
    connectEngine: (to: MessagePort): Promise<void> => running().connectEngine(to as never),
    copied: (): string => running().copied(),
    killEngine: (): void => running().killEngine(),
    log: (): readonly string[] => running().log,
    publish: (...release: Parameters<Machine['releases']['publish']>): void =>
      running().releases.publish(...release),
    failAt: (...failure: Parameters<Machine['releases']['failAt']>): void =>
      running().releases.failAt(...failure),
    quits: (): number => running().quits(),
    leaves: (): number => running().leaves(),
    /** Ends the console of a test. */
    async clear(): Promise<void> {
      wire.mend();
      databaseAway = false;
      await machine?.stop();
      machine = null;
    },
    async close(): Promise<void> {
      await machine?.stop();
      await backend.close();
      await wire.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
