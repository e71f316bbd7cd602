const markup: unique symbol = Symbol('html');

/** Text that is HTML already. Only `html` makes it, so that nothing unescaped can get into a page or a mail. */
export interface Html {
  readonly [markup]: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const escaped = (text: string): string => text.replaceAll(/[&<>"'`]/gu, (sign) => entities[sign] ?? sign);

function rendered(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if (markup in part) return part[markup];
  return part.map(rendered).join('');
}

/**
 * Tagged template for HTML: every value is escaped, unless it was made by `html` itself; null, undefined and false are
 * nothing. Attributes must be quoted in the template.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { [markup]: texts.map((text, index) => text + rendered(parts[index])).join('') };
}

/** CSS or SVG written in our own sources, put in as it is. Never for anything that came from outside. */
export const ownMarkup = (text: string): Html => ({ [markup]: text });

export const toText = (page: Html): string => page[markup];
