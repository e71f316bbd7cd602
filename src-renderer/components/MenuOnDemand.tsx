import { lazyPart } from '../words/lazyPart.tsx';
import type { ActionMenuProps } from './ActionMenu.tsx';

const ActionMenu = lazyPart([], async () => (await import('./ActionMenu.tsx')).ActionMenu);

/** An `ActionMenu`, loaded when it is first opened. Without an anchor it is closed. */
export function MenuOnDemand({ anchor, ...menu }: ActionMenuProps) {
  return anchor !== null && <ActionMenu anchor={anchor} {...menu} />;
}
