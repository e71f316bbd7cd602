import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  activationPage,
  chooseTenantPage,
  messagePage,
  signInPage,
} from '../../../src-backend/pages/accountPages.ts';
import { html, toText } from '../../../src-backend/pages/html.ts';
import { passwordSwitch } from '../../../src-backend/pages/passwordSwitch.ts';
import { palette } from '#shared/domain/brand.ts';

const nasty = '"\'`><script>alert(1)</script>&amp;';

const pages = {
  'sign-in': signInPage({
    email: nasty,
    notice: nasty,
    problems: [{ field: 'password', message: nasty }],
    providers: [{ id: nasty, name: nasty }],
  }),
  'choose tenant': chooseTenantPage(nasty, [{ tenantId: nasty, name: nasty, code: nasty, color: 'rose' }]),
  activation: activationPage({
    name: nasty,
    email: nasty,
    tenantName: nasty,
    minimumLength: 15,
    notice: nasty,
    problems: [{ field: 'repeat', message: nasty }],
  }),
  message: messagePage({ title: nasty, lead: nasty, reference: nasty }),
};

/** Relative luminance and contrast by WCAG 2.2. */
const luminance = (color: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, two: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(two)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe('@security the template', () => {
  test('escapes everything that it did not make itself', () => {
    expect(toText(html`<p title="${nasty}">${nasty}</p>`)).toBe(
      '<p title="&quot;&#39;&#96;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;">' +
        '&quot;&#39;&#96;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</p>',
    );
    expect(toText(html`${html`<b>${'<'}</b>`}${[1, null, false, undefined, '&']}`)).toBe('<b>&lt;</b>1&amp;');
  });

  test('takes no look-alike of its own values', () => {
    const forged = { html: '<script>', toString: () => '<script>' };
    expect(() => toText(html`${forged as never}`)).toThrow(TypeError);
  });
});

describe.each(Object.entries(pages))('@security the %s page', (_, page) => {
  test('shows what it was given as text', () => {
    expect(page.text.replace(toText(passwordSwitch), '')).not.toContain('<script');
    expect(page.text.match(/&lt;script&gt;/gu)?.length).toBeGreaterThan(1);
  });

  test('allows exactly the style and the script that it carries, and nothing else', () => {
    const policy = page.headers['content-security-policy'] ?? '';
    const styles = [...page.text.matchAll(/<style>([\s\S]*?)<\/style>/gu)].map(([, style = '']) => style);
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256')
      .update(styles[0] ?? '')
      .digest('base64');
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    const scripts = [...page.text.matchAll(/<script>([\s\S]*?)<\/script>/gu)].map(
      ([, script = '']) => script,
    );
    const allowed = scripts.map(
      (script) => `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    );
    expect(policy.match(/script-src [^;]*/gu) ?? []).toEqual(allowed);
    expect(scripts).toHaveLength(page.text.includes('type="password"') ? 1 : 0);
    expect(page.text).not.toMatch(/ style="|<link|<img|\son\w+=/u);
    expect(policy).toMatch(/^default-src 'none';/u);
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test('is neither kept nor told to the next site', () => {
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });
});

describe('a form', () => {
  test('has a label and the right autocomplete for every field', () => {
    for (const page of [pages['sign-in'], pages.activation]) {
      for (const [field, id] of page.text.matchAll(/<input[^>]*\sid="(\w+)"[^>]*>/gu)) {
        expect(page.text).toContain(`<label for="${id}">`);
        expect(field).toMatch(/autocomplete="(?:username|current-password|new-password)"/u);
      }
    }
    expect(pages['sign-in'].text).toContain('autocomplete="current-password"');
    expect(pages.activation.text.match(/autocomplete="new-password"/gu)).toHaveLength(2);
  });

  test('names providers only where there are any', () => {
    expect(pages['sign-in'].text).toContain('Or continue with');
    expect(signInPage({ email: '' }).text).not.toContain('Or continue with');
  });
});

describe('the colours', () => {
  test.each([0, 1] as const)('can be read, mode %i', (mode) => {
    const of = (name: keyof typeof palette) => palette[name][mode];
    for (const [text, ground] of [
      ['text', 'surface'],
      ['text', 'canvas'],
      ['textMuted', 'surface'],
      ['textMuted', 'canvas'],
      ['accent', 'surface'],
      ['onAccent', 'accent'],
      ['onAccent', 'accentHover'],
      ['negative', 'surface'],
      ['negative', 'negativeSoft'],
    ] as const) {
      expect(contrast(of(text), of(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
