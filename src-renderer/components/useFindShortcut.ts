import { type RefObject, useEffect } from 'react';
import { useDesktopEvent } from '../bridge/DesktopContext.tsx';

/** Whether a key pressed here is meant as text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'))
  );
}

/** `/` and the menu's Find go to this input. */
export function useFindShortcut(input: RefObject<HTMLInputElement | null>): void {
  const find = () => {
    input.current?.focus();
    input.current?.select();
  };
  useDesktopEvent('menu.chosen', ({ command }) => {
    if (command === 'find') find();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [input]);
}
