import type { RefObject } from 'react';
import { useDesktopEvent } from '../bridge/DesktopContext.tsx';
import { isPlain, useWindowKey } from './useWindowKey.ts';

/** `/` and the menu's Find go to this input. */
export function useFindShortcut(input: RefObject<HTMLInputElement | null>): void {
  const find = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useDesktopEvent('menu.chosen', ({ command }) => {
    if (command === 'find') find();
  });
  useWindowKey((event) => {
    if (event.key !== '/' || !isPlain(event)) return false;
    find();
    return true;
  });
}
