interface WindowCommandKeys {
  /** Under which heading the list of keys names it. Commands of a grid wait while a dialog or menu is open. */
  readonly section: 'everywhere' | 'grid';
  /** Keys that the window hears itself, but in a text: it knows whether somebody is typing. `Mod` is Ctrl, on a Mac ⌘. */
  readonly keys: readonly string[];
  /** The key of its entry in the application menu, which works wherever the focus is. */
  readonly accelerator?: string;
  /** The same on a Mac, where it is another. */
  readonly onMac?: string;
  /** A button of the mouse, as the page numbers them. */
  readonly mouseButton?: 3 | 4;
  /** Stands in the application menu without a key. */
  readonly menuOnly?: true;
}

/**
 * What can be done in the window by a key or from the application menu. Menu, keys, hints for assistive technology and the
 * list of keys are made of this table, in its order; `useCommand` says what a command does.
 */
export const windowCommands = {
  'switch-tenant': { section: 'everywhere', keys: [], accelerator: 'Mod+Shift+T' },
  'find-person': { section: 'everywhere', keys: [], accelerator: 'Mod+Shift+F' },
  find: { section: 'everywhere', keys: ['/'], accelerator: 'Mod+F' },
  refresh: { section: 'everywhere', keys: [], accelerator: 'F5' },
  'go-back': { section: 'everywhere', keys: [], accelerator: 'Alt+Left', onMac: 'Mod+[', mouseButton: 3 },
  'go-forward': {
    section: 'everywhere',
    keys: [],
    accelerator: 'Alt+Right',
    onMac: 'Mod+]',
    mouseButton: 4,
  },
  'toggle-navigator': { section: 'everywhere', keys: [], accelerator: 'Mod+B' },
  undo: { section: 'everywhere', keys: ['Mod+Z'] },
  'show-updates': { section: 'everywhere', keys: [], menuOnly: true },
  'copy-diagnostics': { section: 'everywhere', keys: [], menuOnly: true },
  'show-shortcuts': { section: 'everywhere', keys: ['?'], accelerator: 'F1' },
  'new-item': { section: 'grid', keys: ['N'], accelerator: 'Mod+N' },
  'edit-item': { section: 'grid', keys: ['E'] },
  'assign-profiles': { section: 'grid', keys: ['P'] },
  'select-page': { section: 'grid', keys: ['Mod+A'] },
  'step-back': { section: 'grid', keys: ['Escape'] },
} as const satisfies Readonly<Record<string, WindowCommandKeys>>;

export type WindowCommand = keyof typeof windowCommands;
/** Commands that stand in the application menu. */
export type MenuCommand = {
  [C in WindowCommand]: (typeof windowCommands)[C] extends
    | { readonly accelerator: string }
    | { readonly menuOnly: true }
    ? C
    : never;
}[WindowCommand];

export const windowCommandNames = Object.keys(windowCommands) as [WindowCommand, ...WindowCommand[]];

/** Its key in the application menu, if it has one. */
export function acceleratorsOf(command: WindowCommand, mac = false): readonly string[] {
  const { accelerator, onMac = accelerator }: WindowCommandKeys = windowCommands[command];
  const keys = mac ? onMac : accelerator;
  return keys === undefined ? [] : [keys];
}

/** Every key of a command, as the list of keys names them. */
export function keysOf(command: WindowCommand, mac = false): readonly string[] {
  return [...windowCommands[command].keys, ...acceleratorsOf(command, mac)];
}

/** The command of a button of the mouse. */
export function commandOfButton(button: number): WindowCommand | undefined {
  return windowCommandNames.find(
    (name) => (windowCommands[name] as WindowCommandKeys).mouseButton === button,
  );
}
