import type { SnapshotNode } from '#shared/desktop/snapshotNode.ts';

/**
 * A piece of the window as data. `data-snapshot` on an element says what is shown of it instead: `none` leaves it out, `only`
 * shows what is otherwise out of sight, anything else is its text.
 */
export function toNode(element: Element): SnapshotNode | null {
  const instead = element.getAttribute('data-snapshot');
  if (instead === 'none' || (element.hasAttribute('hidden') && instead !== 'only')) return null;
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) {
    if (name !== 'hidden' && name !== 'data-snapshot') attributes[name] = value;
  }
  if (element instanceof HTMLInputElement && element.checked) attributes['checked'] = '';
  // A picture is not kept; where it stood, its text takes its place.
  const tag = element.localName === 'img' ? 'span' : element.localName;
  if (instead !== null && instead !== 'only') return [tag, attributes, instead];
  return [tag, attributes, ...[...element.childNodes].flatMap(childNode)];
}

function childNode(child: ChildNode): readonly SnapshotNode[] {
  if (child instanceof Text) return child.data === '' ? [] : [child.data];
  const node = child instanceof Element ? toNode(child) : null;
  return node === null ? [] : [node];
}
