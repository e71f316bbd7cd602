import { createHash } from 'node:crypto';

export interface LoopbackPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

// In the colours of the backend's pages and of the console (`src-renderer/theme/tokens.css`), of which main can import neither.
const style = `
:root { color-scheme: light dark; }
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; padding: 12vh 16px 32px;
  font: 400 14px/20px 'Inter Variable', Inter, system-ui, sans-serif; color: light-dark(#1a1e24, #e7eaee);
  background: light-dark(#f5f6f8, #121417); }
main { max-width: 400px; margin: 0 auto; padding: 32px; border: 1px solid light-dark(#e2e5ea, #2c3138); border-radius: 8px;
  background: light-dark(#fff, #191c20); }
.brand { display: flex; align-items: center; gap: 8px; margin: 0 0 24px; font-weight: 600; color: inherit; }
svg { flex: none; width: 24px; height: 24px; fill: none; stroke: light-dark(#fff, #14183a); stroke-width: 2; stroke-linecap: round; }
rect { fill: light-dark(#3d4ec2, #a3aeff); stroke: none; }
h1 { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 4px; }
p { margin: 0; color: light-dark(#565e6a, #a6aeb9); }
`;

const mark =
  '<svg viewBox="0 0 28 28" aria-hidden="true"><rect x="1" y="1" width="26" height="26" rx="6"/>' +
  '<path d="M7 10.5h14M7 17.5h14M11.5 7v14"/></svg>';

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
<body><main><p class="brand">${mark}<span>TenantDesk</span></p><h1>${title}</h1><p>${text}</p></main></body>
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
