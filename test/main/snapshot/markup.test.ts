// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import type { SnapshotNode } from '#shared/desktop/snapshotNode.ts';
import { htmlAsOf, markupOf } from '../../../src-main/snapshot/markup.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
function markup(body: SnapshotNode) {
  const { html, css } = markupOf(body);
  return { html: htmlAsOf(html, now, 'en'), css };
}

/** What a browser makes of it. */
function parsed(body: SnapshotNode): HTMLElement {
  const page = new DOMParser().parseFromString(markup(body).html, 'text/html');
  return page.body;
}

const hostile = [
  '<img src=x onerror=alert(1)>',
  '</div><script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '&lt;b&gt; $& $1 `${1}` <!-- --> ]]>',
  '\u202Egnp.exe \u2066 مرحبا',
  '__CSP_NONCE__',
];

describe('The markup of a snapshot', () => {
  test.each(hostile)('@security shows the name %j as text, wherever it stands', (name) => {
    const body = parsed(['div', { title: name, 'aria-label': name, class: 'cell' }, ['bdi', {}, name], name]);
    const [cell] = body.children;
    expect(body.children).toHaveLength(1);
    expect(cell?.getAttribute('title')).toBe(name);
    expect(cell?.textContent).toBe(name + name);
    expect([...body.querySelectorAll('*')].map(({ localName }) => localName)).toEqual(['div', 'bdi']);
  });

  test.each([
    'script',
    'style',
    'iframe',
    'img',
    'a',
    'link',
    'meta',
    'base',
    'form',
    'object',
    'foreignObject',
    'DIV',
  ])('@security leaves out a <%s>, with what is in it', (tag) => {
    expect(markup(['div', {}, [tag, { src: 'x', href: 'x' }, 'inside']]).html).toBe('<div></div>');
  });

  test.each([
    ['onclick', 'alert(1)'],
    ['style', 'background:url(https://evil.example)'],
    ['style', 'position:fixed'],
    ['style', 'background:var(--a);--x:</style>'],
    ['src', 'x'],
    ['href', 'javascript:alert(1)'],
    ['id', 'root'],
    ['name', 'x'],
    ['srcdoc', '<p>'],
    ['class', 'a" onclick="x'],
    ['role', 'row onclick=x'],
    ['type', 'image'],
    ['x onload=alert(1) ', ''],
    ['constructor', 'x'],
    ['__proto__', 'x'],
  ])('@security leaves out the attribute %s=%j', (name, value) => {
    const { html, css } = markup(['div', Object.fromEntries([[name, value]])]);
    expect(html).toMatch(/^<div(?: class="kept-0")?><\/div>$/u);
    expect(css).not.toMatch(/url|position|<|evil/u);
  });

  test('turns sizes and colours into classes, since the policy takes no style in an attribute', () => {
    const wide = { class: 'cell', style: 'flex: 0 0 44px; min-width: 50px' };
    const { html, css } = markup([
      'div',
      { style: 'background: var(--tenant-blue)' },
      ['div', wide],
      ['div', wide],
    ]);
    expect(html).toBe(
      '<div class="kept-0"><div class="cell kept-1"></div><div class="cell kept-1"></div></div>',
    );
    expect(css).toBe(
      '#snapshot .kept-0{background: var(--tenant-blue)}#snapshot .kept-1{flex: 0 0 44px;min-width: 50px}',
    );
  });

  test('tells times as of now', () => {
    expect(markup(['time', { datetime: '2026-03-08T12:00:00Z' }, 'now']).html).toBe(
      '<time datetime="2026-03-08T12:00:00Z">2 days ago</time>',
    );
  });

  test('keeps icons', () => {
    const icon: SnapshotNode = [
      'svg',
      { viewBox: '0 0 24 24', 'stroke-width': '2', 'aria-hidden': 'true' },
      ['path', { d: 'm6 9 6 6 6-6' }],
    ];
    expect(parsed(icon).querySelector('path')?.namespaceURI).toBe('http://www.w3.org/2000/svg');
  });
});
