import { Notification } from 'electron';
import type { ConsoleWindow } from './consoleWindow.ts';

export interface Notice {
  readonly title: string;
  readonly text: string;
}

/**
 * Says things by the system's notifications while the window hasn't the focus; a click brings it to the front. When it is
 * quiet is the system's own setting.
 */
export function createNotices(current: () => ConsoleWindow | null): (notice: Notice) => void {
  /** What nobody holds is collected, and its click with it. */
  const shown = new Set<Notification>();
  return ({ title, text }) => {
    const window = current();
    if (window === null || window.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({ title, body: text });
    const forget = (): void => void shown.delete(notification);
    shown.add(notification);
    notification.once('click', () => {
      forget();
      window.focus();
    });
    notification.once('close', forget);
    notification.once('failed', forget);
    notification.show();
  };
}
