import { Plus } from 'lucide-react';
import type { Permission } from '#shared/domain/permissions.ts';
import { useShowDrawer, useTenantSlice } from '../state/ConsoleContext.tsx';
import type { Drawer } from '../state/consoleStore.ts';
import { useReasons } from '../state/useTenant.ts';
import { Button } from './Button.tsx';
import { ariaKeys, useCommand } from './commands/commands.tsx';

export interface ListScreenOptions {
  /** Whose drawer it is: the name of the screen. */
  readonly of: string;
  /** What an account needs to make a new item. */
  readonly createPermission: Permission;
  /** What E edits while no row has the focus, such as the only one that is ticked. */
  readonly editInstead?: string | undefined;
  /** Items are read first: this is what an account needs for their form. */
  readonly editPermission?: Permission;
}

/** A screen with a list of items and one form, for a new or an existing one, in the drawer beside it. */
export interface ListScreen {
  /** The form that is open. */
  readonly drawer: Drawer | null;
  readonly create: () => void;
  /** Why no new one can be made now, in words. */
  readonly cannotCreate: string | null;
  readonly edit: (id: string) => void;
  /** Shows an item to read. */
  readonly read: (id: string) => void;
  /** The same on the way through the list. */
  readonly pass: (id: string) => void;
}

/** Form, N, E and the menu's New of a list screen. Something unsaved is asked about before another takes its place. */
export function useListScreen(options: ListScreenOptions): ListScreen {
  const { of, createPermission, editInstead, editPermission } = options;
  const showDrawer = useShowDrawer();
  const open = useTenantSlice((slice) => slice.drawer);
  const reasons = useReasons();
  const cannotCreate = reasons.ofChange(createPermission);
  const drawer = open?.of === of ? open : null;
  const create = () => {
    const isOpen = drawer !== null && drawer.id === null;
    if (cannotCreate === null && !isOpen) showDrawer({ of, id: null });
  };
  const read = (id: string) => showDrawer({ of, id, face: 'read' });
  const pass = (id: string) => showDrawer({ of, id, face: 'read' }, { passing: true });
  const edit = (id: string) => {
    if (editPermission !== undefined && reasons.ofPermission(editPermission) !== null) read(id);
    // What was opened from the panel leads back to it.
    else showDrawer({ of, id, ...(drawer?.face === 'read' ? { back: 'read' } : {}) });
  };
  useCommand({ name: 'new-item', reason: cannotCreate, run: create });
  useCommand({
    name: 'edit-item',
    run: (rowId) => {
      const id = rowId ?? drawer?.id ?? editInstead;
      if (id !== undefined) edit(id);
    },
  });
  return {
    drawer,
    create,
    cannotCreate,
    edit,
    read,
    pass,
  };
}

export interface NewItemButtonProps {
  readonly list: ListScreen;
  readonly look?: 'primary' | 'plain';
  readonly children: string;
}

/** The screen's way to a new item. */
export function NewItemButton({ list, look = 'plain', children }: NewItemButtonProps) {
  return (
    <Button
      look={look}
      icon={<Plus aria-hidden />}
      reason={list.cannotCreate}
      {...(look === 'primary' ? { 'aria-keyshortcuts': ariaKeys('new-item') } : {})}
      onClick={list.create}
    >
      {children}
    </Button>
  );
}
