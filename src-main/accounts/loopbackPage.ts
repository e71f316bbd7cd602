import { createHash } from 'node:crypto';

export interface LoopbackPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; text-align: center;
  font: 16px/1.5 system-ui, sans-serif; color: light-dark(#1a1e24, #e7eaee); background: light-dark(#f5f6f8, #121417); }
main { padding: 32px; max-width: 26rem; }
h1 { font-size: 20px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0; color: light-dark(#565e6a, #a6aeb9); }
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
<body><main><h1>${title}</h1><p>${text}</p></main></body>
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
