import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Desktop } from '../bridge/desktop.ts';
import { DesktopContext } from '../bridge/DesktopContext.tsx';
import { refreshOnChanges } from '../bridge/refresh.ts';
import { ToastContext, type ToastStore } from '../components/toasts/toastStore.ts';
import { ConsoleContext } from '../state/ConsoleContext.tsx';
import type { ConsoleStore } from '../state/consoleStore.ts';
import { followEngine, LiveContext, type LiveStore } from '../state/liveStore.ts';
import { followBusy } from './followBusy.ts';
import { followLook } from './followLook.ts';
import { followLosses } from './followLosses.ts';
import { FailureBoundary } from './FailureBoundary.tsx';
import { holdOpen } from './holdOpen.ts';
import { Session } from './Session.tsx';
import type { ScreenStartOf } from '../snapshot/screenStart.ts';
import { SnapshotContext, type SnapshotStore } from '../snapshot/snapshotStore.ts';
import { StyleCacheContext, type StyleCacheHolder } from '../theme/StyleCache.tsx';

export interface AppParts {
  readonly desktop: Desktop;
  readonly queries: QueryClient;
  readonly words: i18n;
  readonly console: ConsoleStore;
  readonly live: LiveStore;
  readonly toasts: ToastStore;
  readonly styles: StyleCacheHolder;
  readonly snapshot: SnapshotStore;
  readonly screenStart: ScreenStartOf;
}

/** The whole window, out of its parts. */
export function App(parts: AppParts) {
  const { desktop, queries, words, console, live, toasts, styles, snapshot } = parts;
  useEffect(() => refreshOnChanges(desktop, queries), [desktop, queries]);
  useEffect(() => followEngine(desktop, live), [desktop, live]);
  useEffect(
    () => followLosses({ queries, console, live, toasts, words }),
    [queries, live, console, toasts, words],
  );
  useEffect(() => followLook(desktop, console), [desktop, console]);
  useEffect(() => followBusy(desktop, console), [desktop, console]);
  useEffect(() => holdOpen(console), [console]);
  return (
    <DesktopContext value={desktop}>
      <QueryClientProvider client={queries}>
        <I18nextProvider i18n={words}>
          <StyleCacheContext value={styles}>
            <ConsoleContext value={console}>
              <LiveContext value={live}>
                <ToastContext value={toasts}>
                  <SnapshotContext value={snapshot}>
                    <FailureBoundary desktop={desktop}>
                      <Session />
                    </FailureBoundary>
                  </SnapshotContext>
                </ToastContext>
              </LiveContext>
            </ConsoleContext>
          </StyleCacheContext>
        </I18nextProvider>
      </QueryClientProvider>
    </DesktopContext>
  );
}
