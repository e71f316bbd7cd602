import { createRoot } from 'react-dom/client';
import type { Bridge } from '#shared/desktop/bridge.ts';
import { App } from './app/App.tsx';
import { createApp } from './app/createApp.ts';
import { prefetchStart } from './app/prefetchStart.ts';
import './app/theme/base.css';
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
