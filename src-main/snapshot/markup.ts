import { relativeTime } from '#shared/domain/relativeTime.ts';
import { snapshotId, type SnapshotNode } from '#shared/desktop/snapshotNode.ts';

/** What a snapshot may consist of: what the screens are made of that need neither script nor anything loaded. */
const tags = new Set(
  [
    'div span main header footer nav section ul ol li h1 h2 h3 p b i em strong small bdi mark time button input label',
    'progress svg path circle rect line polyline polygon ellipse g',
  ]
    .join(' ')
    .split(' '),
);
const voidTags = new Set(['input']);

const word = /^[\w-]*$/u;
const words = /^[\w\s-]*$/u;
const figures = /^[\w\s.,#%()+-]*$/u;
const anyText = /^/u;

/** Attributes by name, with what their values may be. No names, ids, links, sources, handlers. */
const attributes: Readonly<Record<string, RegExp>> = {
  class: words,
  role: word,
  type: /^(?:button|checkbox|search)$/u,
  checked: /^$/u,
  placeholder: anyText,
  title: anyText,
  dir: /^(?:ltr|rtl|auto)$/u,
  lang: word,
  datetime: /^[\d:.TZ+-]*$/u,
  'data-initials': anyText,
  'aria-disabled': word,
  'aria-current': word,
  'aria-expanded': word,
  value: figures,
  max: figures,
  ...Object.fromEntries(
    [
      'viewBox xmlns width height fill stroke stroke-width stroke-linecap stroke-linejoin d cx cy r x y x1 x2 y1 y2 rx',
      'ry points',
    ]
      .join(' ')
      .split(' ')
      .map((name) => [name, name === 'xmlns' ? /^http:\/\/www\.w3\.org\/2000\/svg$/u : figures]),
  ),
};

const properties = new Set(
  'flex flex-grow flex-shrink flex-basis width min-width max-width height min-height display background'.split(
    ' ',
  ),
);
/** No address, no quotes, no escapes; of functions those that colours and sizes need. */
const propertyValue = /^(?:[\w\s.%#,-]|var\(--[\w-]+\)|calc\([\w\s.%+*/-]*\))*$/u;

/** HTML in pieces; a number stands where a time is told, in milliseconds since the epoch. */
export type Html = readonly (string | number)[];

export interface Markup {
  readonly html: Html;
  /**
   * Rules for what the nodes say about their size and colour, since the page's policy takes no style in an attribute. As
   * strong as that would be, so that the same sheets loaded once more behind it change nothing.
   */
  readonly css: string;
}

/**
 * Writes a snapshot as HTML. Only what is allowed above gets through, and every value and text is escaped: whatever the
 * names in the rows are, nothing of a snapshot runs, loads or leads anywhere.
 */
export function markupOf(body: SnapshotNode): Markup {
  const classOfStyle = new Map<string, string>();
  const html: (string | number)[] = [''];

  function write(text: string): void {
    const last = html.at(-1);
    if (typeof last === 'string') html[html.length - 1] = last + text;
    else html.push(text);
  }

  function styleClass(style: string): string | null {
    const rules = style
      .split(';')
      .map((rule) => rule.trim())
      .filter((rule) => {
        const colon = rule.indexOf(':');
        return (
          properties.has(rule.slice(0, colon).trim()) && propertyValue.test(rule.slice(colon + 1).trim())
        );
      })
      .join(';');
    if (rules === '') return null;
    const known = classOfStyle.get(rules) ?? `kept-${classOfStyle.size}`;
    classOfStyle.set(rules, known);
    return known;
  }

  function attributesOf(given: Readonly<Record<string, string>>): string {
    let text = '';
    const style = given['style'] === undefined ? null : styleClass(given['style']);
    const own = given['class'] ?? '';
    const all = style === null ? given : { ...given, class: own === '' ? style : `${own} ${style}` };
    for (const [name, value] of Object.entries(all)) {
      if (Object.hasOwn(attributes, name) && attributes[name]?.test(value) === true)
        text += ` ${name}="${escaped(value)}"`;
    }
    return text;
  }

  function add(node: SnapshotNode): void {
    if (typeof node === 'string') {
      write(escaped(node));
      return;
    }
    const [tag, given, ...children] = node;
    if (!tags.has(tag)) return;
    write(`<${tag}${attributesOf(given)}>`);
    if (voidTags.has(tag)) return;
    const at = tag === 'time' ? Date.parse(given['datetime'] ?? '') : Number.NaN;
    if (Number.isNaN(at)) children.forEach(add);
    else html.push(at);
    write(`</${tag}>`);
  }

  add(body);
  const css = [...classOfStyle].map(([rules, name]) => `#${snapshotId} .${name}{${rules}}`).join('');
  return { html, css };
}

/** The whole HTML: times are told as of now, not as of when the snapshot was taken. */
export function htmlAsOf(html: Html, now: number, language: string): string {
  return html
    .map((piece) => (typeof piece === 'string' ? piece : escaped(relativeTime(piece, now, language))))
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for anywhere in HTML, inside quotes and outside. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => entities[character] ?? '');
}
