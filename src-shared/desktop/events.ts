import { z } from 'zod';
import { syncedKindNames } from '../api/syncedKinds.ts';
import { sessionState } from './session.ts';
import { connection, syncState } from './tenants.ts';

/** Commands of the application menu and its shortcuts, carried out by the renderer. */
export const menuCommands = [
  'switch-tenant',
  'new-item',
  'find',
  'refresh',
  'show-shortcuts',
  'toggle-navigator',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What the other processes tell the renderer without being asked. */
export const desktopEvents = {
  'session.changed': { sentBy: 'main', payload: sessionState },
  'menu.chosen': { sentBy: 'main', payload: z.object({ command: z.enum(menuCommands) }) },
  /** The engine is (again) ready for an account; everything read before may be asked anew. */
  'engine.ready': { sentBy: 'main', payload: z.object({ accountId: z.string() }) },
  /** Rows of these kinds changed in the copy of a tenant. */
  'copy.changed': {
    sentBy: 'engine',
    payload: z.object({ tenantId: z.uuid(), entities: z.array(z.enum(syncedKindNames)) }),
  },
  /** The list of tenants, or the account's rights in them, changed. */
  'tenants.changed': { sentBy: 'engine', payload: z.object({}) },
  'sync.changed': { sentBy: 'engine', payload: syncState },
  'connection.changed': { sentBy: 'engine', payload: connection },
} as const satisfies Readonly<Record<string, { sentBy: 'main' | 'engine'; payload: z.ZodType }>>;

export type DesktopEvents = typeof desktopEvents;
export type DesktopEventName = keyof DesktopEvents;
export type DesktopEventPayload<N extends DesktopEventName> = z.output<DesktopEvents[N]['payload']>;
