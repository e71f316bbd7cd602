import { setTimeout as wait } from 'node:timers/promises';
import type { AccessibilityBus, Reference } from './accessibilityBus.ts';
import type { Keyboard } from './keyboard.ts';
import { describe, programs, readTree, textOf, within, type Thing } from './tree.ts';

/** Two busy cores take their time; what is there is found at once. */
const patience = 20_000;

/** A thing on the screen, looked for anew each time it is used. */
export interface Found {
  /** Looks for something in this one. */
  find(role: string, name?: string | RegExp): Found;
  /** Waits until it is there, with all these states if any are named. */
  waitFor(...states: readonly string[]): Promise<Thing>;
  /** Waits until it is not there any more. */
  waitUntilGone(): Promise<void>;
  /** Waits until what is read out of it has this. */
  waitForText(text: string | RegExp): Promise<void>;
  /** Waits until what is read out of it has this no more. */
  waitForNoText(text: string | RegExp): Promise<void>;
  /** What is read out of it. */
  text(): Promise<string>;
  /** Does what it is there for, as soon as it can be done: presses a button, ticks a box, opens a link. */
  press(): Promise<void>;
  /** Puts the keyboard's focus on it and waits until it is there. */
  focus(): Promise<void>;
  /** Focuses a field, types in place of what it holds, and reads it back. */
  type(text: string): Promise<void>;
  /** Focuses it and presses keys, in the X server's names, such as `ctrl+shift+t`. */
  key(keys: string): Promise<void>;
}

/** A person with a screen reader and a keyboard, in front of one program. */
export interface Reader extends Pick<Found, 'find'> {
  /** Presses keys wherever the focus is. */
  key(keys: string): Promise<void>;
  /** Everything on the screen, in words. */
  describe(): Promise<string>;
}

type Matches = (thing: Thing) => boolean;

/** The things of a role, by their exact name or a pattern in it; by what they hold where they have no name. */
function matching(role: string, name: string | RegExp | undefined): Matches {
  return (thing) => {
    if (thing.role !== role) return false;
    if (name === undefined) return true;
    const called = thing.name === '' ? textOf(thing) : thing.name;
    return typeof name === 'string' ? called === name : name.test(called);
  };
}

const includes = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

export function createReader(bus: AccessibilityBus, processId: number, keyboard: Keyboard): Reader {
  const daemon: Reference = ['org.freedesktop.DBus', '/org/freedesktop/DBus'];
  const belongsToUs = async ([name]: Reference): Promise<boolean> =>
    (await bus
      .call<number>(daemon, 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', ['s', name])
      .catch(() => 0)) === processId;

  const screen = async (): Promise<Thing | null> => {
    for (const program of await programs(bus)) {
      if (await belongsToUs(program)) return await readTree(bus, program);
    }
    return null;
  };

  /** Waits for something in the tree. `null` means not yet. */
  const until = async <T>(
    wanted: string | (() => string),
    look: (root: Thing | null) => Promise<T | null> | T | null,
  ): Promise<T> => {
    const limit = Date.now() + patience;
    for (;;) {
      const root = await screen();
      const answer = await look(root);
      if (answer !== null) return answer;
      if (Date.now() > limit)
        throw new Error(
          `Waited for ${typeof wanted === 'string' ? wanted : wanted()}. On the screen was:\n${root === null ? 'nothing' : describe(root)}`,
        );
      await wait(50);
    }
  };

  const found = (label: string, path: readonly Matches[]): Found => {
    const lookup = (root: Thing | null): Thing | null => {
      let scopes = root === null ? [] : [root];
      for (const matches of path) {
        scopes = scopes.flatMap((scope) =>
          [...within(scope)].filter((thing) => thing !== scope && matches(thing)),
        );
      }
      return scopes[0] ?? null;
    };
    const untilItself = async <T>(
      wanted: string | (() => string),
      look: (thing: Thing | null) => Promise<T | null> | T | null,
    ): Promise<T> => await until(wanted, async (root) => await look(lookup(root)));

    const self: Found = {
      find: (role, name) => found(`${labelOf(role, name)} in ${label}`, [...path, matching(role, name)]),
      waitFor: async (...states) =>
        await untilItself([label, ...states].join(' '), (thing) =>
          thing !== null && states.every((state) => thing.states.includes(state)) ? thing : null,
        ),
      waitUntilGone: async () =>
        void (await untilItself(`${label} to go`, (thing) => (thing === null ? true : null))),
      waitForText: async (text) =>
        void (await untilItself(`"${text}" in ${label}`, (thing) =>
          thing !== null && includes(textOf(thing), text) ? thing : null,
        )),
      waitForNoText: async (text) =>
        void (await untilItself(`"${text}" to leave ${label}`, (thing) =>
          thing !== null && !includes(textOf(thing), text) ? thing : null,
        )),
      text: async () => textOf(await self.waitFor()),
      press: async () => {
        const { reference } = await untilItself(`${label} to be enabled`, (thing) =>
          thing !== null && !thing.states.includes('disabled') ? thing : null,
        );
        await bus.call<boolean>(reference, 'org.a11y.atspi.Action', 'DoAction', ['i', 0]);
      },
      focus: async () => {
        const { reference } = await self.waitFor();
        await keyboard.focusWindow();
        await bus.call<boolean>(reference, 'org.a11y.atspi.Component', 'GrabFocus');
        await until(`the focus on ${label}`, (root) => {
          const thing = lookup(root);
          if (root === null || thing === null) return null;
          // In a combobox the option that Enter would take counts as focused.
          const focused = [...within(root)].find(({ states }) => states.includes('focused'));
          return focused === thing || (thing.role === 'combobox' && focused?.role === 'listitem')
            ? thing
            : null;
        });
      },
      type: async (text) => {
        await self.focus();
        await keyboard.press('ctrl+a');
        await keyboard.type(text);
        let seen = '';
        await untilItself(
          () => `"${text}" typed into ${label}, which holds "${seen}"`,
          async (thing) => {
            seen = thing === null ? '' : await valueOf(thing);
            return seen === text ? thing : null;
          },
        );
      },
      key: async (keys) => {
        await self.focus();
        await keyboard.press(keys);
      },
    };
    return self;
  };

  const valueOf = async ({ reference }: Thing): Promise<string> =>
    await bus.call<string>(reference, 'org.a11y.atspi.Text', 'GetText', ['i', 0], ['i', -1]).catch(() => '');

  return {
    find: (role, name) => found(labelOf(role, name), [matching(role, name)]),
    key: async (keys) => {
      await keyboard.focusWindow();
      await keyboard.press(keys);
    },
    describe: async () => {
      const root = await screen();
      return root === null ? 'nothing' : describe(root);
    },
  };
}

function labelOf(role: string, name: string | RegExp | undefined): string {
  return name === undefined ? role : `${role} ${typeof name === 'string' ? JSON.stringify(name) : name}`;
}
