import { createHash } from 'node:crypto';
import { markSvg } from '#shared/domain/brand.ts';
import { type Html, html, ownMarkup, toText } from './html.ts';
import { passwordSwitchPolicy } from './passwordSwitch.ts';
import { pageTexts } from './texts.ts';
import { stylesheet } from './stylesheet.ts';

export interface PageContent {
  readonly title: string;
  readonly body: Html;
  /** For lists; forms are narrow. */
  readonly wide?: boolean;
  readonly status?: number;
  /** Where forms may lead besides this server (a browser checks redirects after a POST against it too). */
  readonly formTargets?: readonly string[];
  /** It has the `passwordSwitch`. */
  readonly password?: boolean;
  /** Pages of our own that this one shows in a frame. */
  readonly frames?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page ready to be sent, with the headers that belong to it. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Written apart from the template: its hash holds for exactly these bytes, which a formatter must not touch. */
const styleElement = ownMarkup(`<style>${stylesheet}</style>`);
const styleHash = `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`;

/**
 * Headers for everything a browser is shown: nothing is loaded, framed, remembered or told to the next site. Under
 * `no-referrer` a form's Origin would be null, also to ourselves.
 */
export function browserHeaders(policy: readonly string[]): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'x-robots-tag': 'noindex',
  };
}

/** Puts the frame of the product round a page. */
export function createPage(content: PageContent): Page {
  const { status = 200, formTargets = [], frames = false, password = false, headers = {} } = content;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${content.title} · ${pageTexts.product}</title>
        ${styleElement}
      </head>
      <body>
        <main class="${content.wide === true ? 'wide' : 'narrow'}">
          <p class="brand">${ownMarkup(markSvg)}<span>${pageTexts.product}</span></p>
          ${content.body}
        </main>
      </body>
    </html> `;
  return {
    status,
    text: toText(document),
    headers: {
      ...browserHeaders([
        "default-src 'none'",
        `style-src ${styleHash}`,
        ...(password ? [passwordSwitchPolicy] : []),
        "font-src 'self'",
        `form-action ${["'self'", ...formTargets].join(' ')}`,
        ...(frames ? ["frame-src 'self'"] : []),
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]),
      ...headers,
    },
  };
}
