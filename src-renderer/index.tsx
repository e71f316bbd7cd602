import { createRoot } from 'react-dom/client';
import type { Bridge } from '#shared/desktop/bridge.ts';
import { App } from './app/App.tsx';
import { createApp } from './app/createApp.ts';
import { prefetchStart } from './app/prefetchStart.ts';
import { gridPart } from './components/table/gridPart.ts';
import './theme/theme.css';
import { keepZodFromEval } from './zodWithoutEval.ts';

declare global {
  interface Window {
    readonly tenantdesk: Bridge;
  }
}

keepZodFromEval();

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const parts = createApp({ bridge: window.tenantdesk, nonce: nonce === '' ? undefined : nonce });
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');

const shown = createRoot(root);
/** Behind the picture of the last window the whole of this one is rendered in one go. */
async function render(): Promise<void> {
  const code = prefetchStart(parts);
  // Code that can't be loaded is asked for once more where it is shown, and missed there.
  if (parts.snapshot.getState().shown)
    await Promise.all([code, gridPart.prepare(parts.words)]).catch(() => undefined);
  shown.render(<App {...parts} />);
}
void render();

/** Milliseconds after which the start is over, and what the next one needs is seen to. */
const settled = 3000;

async function keepForNextStart(): Promise<void> {
  const { keepSnapshot } = await import('./snapshot/keepSnapshot.ts');
  keepSnapshot(parts, document);
}
setTimeout(() => {
  // Whatever became of the start, it is shown as it is by then.
  parts.snapshot.getState().release();
  requestIdleCallback(() => void keepForNextStart());
}, settled);
