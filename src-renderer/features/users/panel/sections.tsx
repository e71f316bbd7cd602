import type { ComponentType } from 'react';
import type { UserDetails } from '#shared/desktop/grids.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import { AccessFacts, ContactFacts, PreferenceFacts, RecordFacts } from './personFacts.tsx';
import { Notes } from './Notes.tsx';
import { RecentEvents } from './RecentEvents.tsx';

export interface SectionProps {
  readonly user: UserDetails;
}

export interface PanelSection {
  /** Its heading is `users.panel.section.<name>`. */
  readonly name: 'access' | 'contact' | 'preferences' | 'record' | 'notes' | 'events';
  /** What an account needs to see it; null: nothing beyond seeing users. */
  readonly permission: Permission | null;
  readonly Component: ComponentType<SectionProps>;
}

/** What a person's panel shows below the actions, in this order. */
export const panelSections: readonly PanelSection[] = [
  { name: 'access', permission: null, Component: AccessFacts },
  { name: 'contact', permission: null, Component: ContactFacts },
  { name: 'preferences', permission: null, Component: PreferenceFacts },
  { name: 'record', permission: null, Component: RecordFacts },
  { name: 'notes', permission: 'users.notes', Component: Notes },
  { name: 'events', permission: 'audit.read', Component: RecentEvents },
];
