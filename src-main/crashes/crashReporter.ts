import { crashReporter } from 'electron';

/**
 * Has Chromium write a dump when a process of the console crashes. Nothing is ever sent: there is no address, and the
 * system's own reporter is not told of them. Before any other process starts, since only those after it are watched.
 */
export function startCrashReporter(): void {
  crashReporter.start({ uploadToServer: false, ignoreSystemCrashHandler: true });
}
