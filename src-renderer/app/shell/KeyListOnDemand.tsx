import { lazy, Suspense, useState } from 'react';
import { useCommand } from '../../components/commands/commands.tsx';

const KeyList = lazy(async () => ({ default: (await import('./KeyList.tsx')).KeyList }));

/** `?` anywhere but in a text, or the menu, shows the list of keys. */
export function KeyListOnDemand() {
  const [open, setOpen] = useState(false);
  useCommand({ name: 'show-shortcuts', run: () => setOpen(true) });
  return open ? (
    <Suspense fallback={null}>
      <KeyList onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
