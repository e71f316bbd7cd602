/**
 * Roles as people and ARIA call them, by their numbers in AT-SPI: the numbers are the same in every version of it, while
 * its own names for them are not.
 */
const roles: Readonly<Record<number, string>> = {
  2: 'alert',
  7: 'checkbox',
  8: 'menuitemcheckbox',
  10: 'columnheader',
  11: 'combobox',
  16: 'dialog',
  23: 'frame',
  27: 'image',
  29: 'label',
  31: 'list',
  32: 'listitem',
  33: 'menu',
  34: 'menubar',
  35: 'menuitem',
  37: 'tab',
  39: 'panel',
  42: 'progressbar',
  43: 'button',
  44: 'radio',
  45: 'menuitemradio',
  50: 'separator',
  54: 'status',
  55: 'table',
  56: 'cell',
  57: 'columnheader',
  58: 'rowheader',
  61: 'text',
  62: 'togglebutton',
  63: 'toolbar',
  64: 'tooltip',
  71: 'header',
  73: 'paragraph',
  75: 'application',
  79: 'textbox',
  83: 'heading',
  85: 'section',
  87: 'form',
  88: 'link',
  90: 'row',
  95: 'document',
  98: 'listbox',
  99: 'group',
  101: 'notification',
  110: 'landmark',
  116: 'static',
};

export function roleOf(number: number): string {
  return roles[number] ?? `role ${number}`;
}

const states: Readonly<Record<number, string>> = {
  3: 'busy',
  4: 'checked',
  9: 'expandable',
  10: 'expanded',
  12: 'focused',
  20: 'pressed',
  23: 'selected',
  33: 'required',
  36: 'invalid',
};
const enabled = 8;
const showing = 25;
const sensitive = 24;

/** The states that matter to whoever listens, from AT-SPI's set of bits. */
export function statesOf([low = 0, high = 0]: readonly number[]): string[] {
  const has = (bit: number): boolean => ((bit < 32 ? low >>> bit : high >>> (bit - 32)) & 1) === 1;
  return [
    ...Object.entries(states).flatMap(([bit, name]) => (has(Number(bit)) ? [name] : [])),
    ...(has(enabled) || has(sensitive) ? [] : ['disabled']),
    ...(has(showing) ? [] : ['offscreen']),
  ];
}
