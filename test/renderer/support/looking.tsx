import { createRoot } from 'react-dom/client';
import { App } from '../../../src-renderer/app/App.tsx';
import { createApp } from '../../../src-renderer/app/createApp.ts';
import { prefetchStart } from '../../../src-renderer/app/prefetchStart.ts';
import '../../../src-renderer/theme/base.css';
import { keepZodFromEval } from '../../../src-renderer/zodWithoutEval.ts';
import { bridgeFor } from './scenarios.ts';

/** The real window on the memory bridge, to look at: `/looking.html?scenario=offline`. */
keepZodFromEval();
const bridge = bridgeFor(new URLSearchParams(location.search).get('scenario') ?? 'plain');
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
const parts = createApp({ bridge, nonce });
Object.assign(globalThis, { memoryBridge: bridge });
void prefetchStart(parts);
createRoot(document.querySelector('#root') as HTMLElement).render(<App {...parts} />);
