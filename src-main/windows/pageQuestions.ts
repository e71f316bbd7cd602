import { type BrowserWindow, dialog } from 'electron';
import type { PageAnswer, PageQuestion } from './pageRecovery.ts';

interface Words {
  readonly message: string;
  readonly detail: string;
  /** The first is what Enter takes. */
  readonly buttons: readonly (readonly [label: string, answer: PageAnswer])[];
}

const words: Readonly<Record<PageQuestion, Words>> = {
  'keeps-ending': {
    message: 'The window of TenantDesk stopped several times in a row',
    detail:
      'It was loaded again each time and stopped again. What you had typed is kept, and what was saved is saved. ' +
      'If it stops again, restart the computer or install TenantDesk anew.',
    buttons: [
      ['Start Again', 'reload'],
      ['Quit', 'quit'],
    ],
  },
  hangs: {
    message: 'The window of TenantDesk does not answer',
    detail: 'It may be at work and come back by itself. If you load it again, what you had typed is kept.',
    buttons: [
      ['Wait', 'wait'],
      ['Load Again', 'reload'],
    ],
  },
};

/** Asks in a box of the system, since the page can't. Rejects when the signal withdraws it. */
export async function askAboutPage(
  window: BrowserWindow,
  question: PageQuestion,
  signal: AbortSignal,
): Promise<PageAnswer> {
  const { message, detail, buttons } = words[question];
  const options = {
    type: 'warning' as const,
    title: 'TenantDesk',
    message,
    detail,
    buttons: buttons.map(([label]) => label),
    defaultId: 0,
    cancelId: question === 'hangs' ? 0 : 1,
    noLink: true,
    signal,
  };
  // A page that never came has no window to be seen above.
  const shown = window.isVisible()
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options);
  signal.throwIfAborted();
  return buttons[shown.response]?.[1] ?? 'quit';
}
