import { z } from 'zod';
import { syncedKindNames } from '../api/syncedKinds.ts';
import { sessionState } from './session.ts';
import { tenantKeySchema } from './tenantKey.ts';
import { connection, syncState } from './tenants.ts';
import { updateState } from './updates.ts';
import { windowCommandNames } from './windowCommands.ts';

/** What the other processes tell the renderer without being asked. */
export const desktopEvents = {
  'session.changed': { sentBy: 'main', payload: sessionState },
  'updates.changed': { sentBy: 'main', payload: updateState },
  'menu.chosen': { sentBy: 'main', payload: z.object({ command: z.enum(windowCommandNames) }) },
  /** The engine is (again) ready for an account; everything read of it before may be asked again. */
  'engine.ready': { sentBy: 'main', payload: z.object({ accountId: z.string() }) },
  /** Rows of these kinds changed in the copy of a tenant; `outdated` names the commands whose answers about it are old. */
  'copy.changed': {
    sentBy: 'engine',
    payload: z.object({
      tenantKey: tenantKeySchema,
      entities: z.array(z.enum(syncedKindNames)),
      outdated: z.array(z.string()),
    }),
  },
  /** An account's list of tenants, or its rights in them, changed. */
  'tenants.changed': { sentBy: 'engine', payload: z.object({ accountId: z.string() }) },
  'sync.changed': { sentBy: 'engine', payload: syncState },
  'connection.changed': { sentBy: 'engine', payload: connection.extend({ accountId: z.string() }) },
} as const satisfies Readonly<Record<string, { sentBy: 'main' | 'engine'; payload: z.ZodType }>>;

export type DesktopEvents = typeof desktopEvents;
export type DesktopEventName = keyof DesktopEvents;
export type DesktopEventPayload<N extends DesktopEventName> = z.output<DesktopEvents[N]['payload']>;
