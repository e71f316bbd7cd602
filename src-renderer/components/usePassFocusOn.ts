import { type RefObject, useLayoutEffect } from 'react';
import { screenTitleId } from './ScreenFrame.tsx';

/** Takes the focus to the title of the screen in view. */
export function focusScreen(): void {
  document.querySelector<HTMLElement>(`#${screenTitleId}`)?.focus({ preventScroll: true });
}

/** What leaves while it has the focus passes it on to the screen: it never falls out of the page. */
export function usePassFocusOn(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    return () => {
      if (element?.contains(document.activeElement) === true) focusScreen();
    };
  }, [ref]);
}
