/** When a page shows what is waited for: expressions over its document, true once it does. */
export interface Milestones {
  /** The text that the user came for stands in the page. */
  readonly readable: string;
  /** Everything that reacts is there. */
  readonly interactive: string;
}

export type Milestone = keyof Milestones;

/**
 * A preload that tells `observed/main.js` when the milestones are painted, in milliseconds since the epoch, which is the
 * clock of the starting process too. `readable` is the first task after the frame in which it held (a message of a channel
 * may come much later, behind what the page does next); `interactive` waits besides until the page's main thread is idle.
 */
export const observerScript = ({ readable, interactive }: Milestones): string => `
const { ipcRenderer } = require('electron');
const reached = (milestone) => ipcRenderer.send('bench.reached', milestone, performance.timeOrigin + performance.now());
const painted = (note) => requestAnimationFrame(() => scheduler.postTask(note, { priority: 'user-blocking' }));
const wanted = new Map([
  [() => ${readable}, () => painted(() => reached('readable'))],
  [() => ${interactive}, () => painted(() => requestIdleCallback(() => reached('interactive')))],
]);
if (window === window.top) {
  const observer = new MutationObserver(() => {
    for (const [holds, note] of wanted) {
      if (!holds()) continue;
      wanted.delete(holds);
      note();
    }
    if (wanted.size === 0) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}
`;
