import { variantValue } from 'dbus-native';
import type { AccessibilityBus, Reference } from './accessibilityBus.ts';
import { roleOf, statesOf } from './roles.ts';

/** A thing on the screen as a screen reader knows it, with what is in it. */
export interface Thing {
  readonly reference: Reference;
  readonly role: string;
  readonly name: string;
  readonly states: readonly string[];
  readonly children: readonly Thing[];
}

const accessible = 'org.a11y.atspi.Accessible';
const nothing = '/org/a11y/atspi/null';
/** Deeper than any page of ours: a tree that changes while it is read could lead in circles. */
const deepest = 60;

/** The programs that show themselves on the bus. */
export async function programs(bus: AccessibilityBus): Promise<Reference[]> {
  const root: Reference = ['org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root'];
  return await bus.call<Reference[]>(root, accessible, 'GetChildren');
}

/** Reads a thing and all that is in it. What goes away meanwhile is left out. */
export async function readTree(
  bus: AccessibilityBus,
  reference: Reference,
  depth = 0,
): Promise<Thing | null> {
  if (reference[1] === nothing || depth > deepest) return null;
  try {
    const [role, name, states, references] = await Promise.all([
      bus.call<number>(reference, accessible, 'GetRole'),
      bus.call(reference, 'org.freedesktop.DBus.Properties', 'Get', ['s', accessible], ['s', 'Name']),
      bus.call<number[]>(reference, accessible, 'GetState'),
      bus.call<Reference[]>(reference, accessible, 'GetChildren'),
    ]);
    const children = await Promise.all(references.map(async (each) => await readTree(bus, each, depth + 1)));
    return {
      reference,
      role: roleOf(role),
      name: variantValue<string>(name),
      states: statesOf(states),
      children: children.filter((child) => child !== null),
    };
  } catch {
    return null;
  }
}

/** All things in one, itself first, in reading order. */
export function* within(thing: Thing): Generator<Thing> {
  yield thing;
  for (const child of thing.children) yield* within(child);
}

/** What is read out of a thing: the names of what it holds. */
export function textOf(thing: Thing): string {
  const inner = thing.children.map(textOf).filter(Boolean).join(' ');
  return inner === '' ? thing.name : inner;
}

/** The tree in words, for people who look for what went wrong. Things that only hold others have no line. */
export function describe(thing: Thing, indent = ''): string {
  const silent = thing.name === '' && ['panel', 'section'].includes(thing.role);
  const line = silent
    ? ''
    : `${indent}${thing.role} ${JSON.stringify(thing.name)} ${thing.states.join(' ')}`.trimEnd();
  // A text's only child repeats it.
  const inner = thing.children.filter((child) => child.role !== 'static' || child.name !== thing.name);
  const below = inner.map((child) => describe(child, silent ? indent : `${indent}  `));
  return [line, ...below].filter(Boolean).join('\n');
}
