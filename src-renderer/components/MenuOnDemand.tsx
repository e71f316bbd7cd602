import { lazy, Suspense } from 'react';
import type { ActionMenuProps } from './ActionMenu.tsx';

const ActionMenu = lazy(async () => ({ default: (await import('./ActionMenu.tsx')).ActionMenu }));

/** An `ActionMenu`, loaded when it is first opened. Without an anchor it is closed. */
export function MenuOnDemand({ anchor, ...menu }: ActionMenuProps) {
  if (anchor === null) return null;
  return (
    <Suspense fallback={null}>
      <ActionMenu anchor={anchor} {...menu} />
    </Suspense>
  );
}
