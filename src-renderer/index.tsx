import { createRoot } from 'react-dom/client';
import type { Bridge } from '#shared/desktop/bridge.ts';
import { App } from './app/App.tsx';
import { createApp } from './app/createApp.ts';
import { prefetchStart } from './app/prefetchStart.ts';
import './theme/base.css';
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

void prefetchStart(parts);
createRoot(root).render(<App {...parts} />);

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
