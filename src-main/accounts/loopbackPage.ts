import { createHash } from 'node:crypto';
import { colorProperties, fontFamily, markSvg } from '#shared/domain/brand.ts';

export interface LoopbackPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

const style = `
:root { color-scheme: light dark; ${colorProperties('light')} }
@media (prefers-color-scheme: dark) { :root { ${colorProperties('dark')} } }
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; padding: 12vh 16px 32px; font: 400 14px/20px ${fontFamily};
  color: var(--text); background: var(--canvas); }
main { max-width: 400px; margin: 0 auto; padding: 32px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--surface); }
.brand { display: flex; align-items: center; gap: 8px; margin: 0 0 24px; font-weight: 600; color: inherit; }
svg { flex: none; width: 24px; height: 24px; fill: none; stroke: var(--on-accent); stroke-width: 2; stroke-linecap: round; }
rect { fill: var(--accent); stroke: none; }
h1 { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 4px; }
p { margin: 0; color: var(--text-muted); }
`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const words = {
  'signed-in': ['You are signed in', 'You can close this tab and return to TenantDesk.'],
  failed: [
    'You are not signed in',
    'Close this tab and return to TenantDesk, which says why and lets you try again.',
  ],
} as const;

/** What the browser shows when its part is done: no script, nothing loaded, no trace of the code in its text. */
export function loopbackPage(outcome: keyof typeof words): LoopbackPage {
  const [title, text] = words[outcome];
  return {
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · TenantDesk</title>
<style>${style}</style></head>
<body><main><p class="brand">${markSvg}<span>TenantDesk</span></p><h1>${title}</h1><p>${text}</p></main></body>
</html>
`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    },
  };
}
