import type { Bridge } from '#shared/desktop/bridge.ts';
import { parseLook } from '#shared/desktop/look.ts';
import { createDesktop } from '../bridge/desktop.ts';
import { createQueryClient } from '../bridge/queries.ts';
import { createToastStore } from '../components/toasts/toastStore.ts';
import { createConsoleStore } from '../state/consoleStore.ts';
import { createLiveStore } from '../state/liveStore.ts';
import type { AppParts } from './App.tsx';
import { screenStart } from './screens.ts';
import { answersIn, createSnapshotStore } from '../snapshot/snapshotStore.ts';
import { restoreAnswers } from '../snapshot/startAnswers.ts';
import { createWords } from '../words/createWords.ts';

export interface AppOptions {
  readonly bridge: Bridge;
  /** Under which emotion may write styles; undefined where no CSP stands. */
  readonly nonce: string | undefined;
}

/** Builds the parts of the window by hand, in the order of their dependencies. */
export function createApp({ bridge, nonce }: AppOptions): AppParts {
  const snapshot = createSnapshotStore(document);
  const queries = createQueryClient();
  restoreAnswers(queries, answersIn(document));
  return {
    desktop: createDesktop(bridge),
    queries,
    words: createWords(),
    // Behind a snapshot the whole grid comes at once: the light table would only be looked at through it.
    console: createConsoleStore({
      gridReady: snapshot.getState().shown,
      look: parseLook(document.documentElement.dataset),
    }),
    live: createLiveStore(),
    toasts: createToastStore(),
    snapshot,
    screenStart,
    styles: { nonce, cache: null },
  };
}
