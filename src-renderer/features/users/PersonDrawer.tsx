import type { Drawer } from '../../state/consoleStore.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import type { UserDrawerProps } from './UserDrawer.tsx';
import type { RowMenu } from './useRowMenu.tsx';

const UserPanel = lazyPart(['field', 'audit'], async () => (await import('./panel/UserPanel.tsx')).UserPanel);
const NoteDrawer = lazyPart(['field'], async () => (await import('./panel/NoteDrawer.tsx')).NoteDrawer);
const UserDrawer = lazyPart(['field'], async () => (await import('./UserDrawer.tsx')).UserDrawer);

export interface PersonDrawerProps {
  readonly drawer: Drawer;
  /** The customer whose users are shown; null in the all-users grid. */
  readonly customerId: string | null;
  readonly actions: RowMenu['actions'];
  readonly onCreated: UserDrawerProps['onCreated'];
}

/** What stands at the right of the users: somebody to read, a note about them, their form, or the form of a new one. */
export function PersonDrawer({ drawer, actions, ...list }: PersonDrawerProps) {
  const { id, face, back, at = null } = drawer;
  const read = { of: 'users', id, face: 'read' };
  if (id !== null && face === 'read')
    return <UserPanel userId={id} at={at} customerId={list.customerId} actions={actions} />;
  if (id !== null && face === 'note')
    return <NoteDrawer key={id} userId={id} back={{ ...read, at: 'notes' }} />;
  return <UserDrawer key={id ?? 'new'} userId={id} back={back === 'read' ? read : null} {...list} />;
}
