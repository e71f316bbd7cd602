import { lazy, Suspense, useEffect, useState } from 'react';
import { useDesktopEvent } from '../../bridge/DesktopContext.tsx';
import { isTyping } from '../../components/useFindShortcut.ts';

const KeyList = lazy(async () => ({ default: (await import('./KeyList.tsx')).KeyList }));

/** `?` anywhere but in a text, or the menu, shows the list of keys. */
export function KeyListOnDemand() {
  const [open, setOpen] = useState(false);
  useDesktopEvent('menu.chosen', ({ command }) => {
    if (command === 'show-shortcuts') setOpen(true);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return open ? (
    <Suspense fallback={null}>
      <KeyList onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
