import { lazy, Suspense, useState } from 'react';
import { useDesktopEvent } from '../../bridge/DesktopContext.tsx';
import { isPlain, useWindowKey } from '../../components/useWindowKey.ts';

const KeyList = lazy(async () => ({ default: (await import('./KeyList.tsx')).KeyList }));

/** `?` anywhere but in a text, or the menu, shows the list of keys. */
export function KeyListOnDemand() {
  const [open, setOpen] = useState(false);
  useDesktopEvent('menu.chosen', ({ command }) => {
    if (command === 'show-shortcuts') setOpen(true);
  });
  useWindowKey((event) => {
    if (event.key !== '?' || !isPlain(event)) return false;
    setOpen(true);
    return true;
  });
  return open ? (
    <Suspense fallback={null}>
      <KeyList onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
