import { z } from 'zod';
import { defineCommands } from './command.ts';
import type { SnapshotNode } from './snapshotNode.ts';

/** Deeper and larger than any screen full of rows, small enough to be checked and painted at once. */
const deepest = 40;
const mostNodes = 12_000;

/** Walks without recursion into depths that would not fit on the stack. */
function isSnapshotBody(given: unknown): given is SnapshotNode {
  let nodes = 0;
  const check = (node: unknown, depth: number): boolean => {
    nodes += 1;
    if (depth > deepest || nodes > mostNodes) return false;
    if (typeof node === 'string') return true;
    if (!Array.isArray(node)) return false;
    const [tag, attributes, ...children] = node as readonly unknown[];
    return (
      typeof tag === 'string' &&
      typeof attributes === 'object' &&
      attributes !== null &&
      Object.values(attributes).every((value) => typeof value === 'string') &&
      children.every((child) => check(child, depth + 1))
    );
  };
  return check(given, 0);
}

/** The window as it last looked, for the next start to paint before anything is loaded. Holds personal data. */
export const startSnapshot = z.strictObject({
  /** Whose data it shows: kept beside that account's copy, and gone with it. */
  accountId: z.string(),
  /** Of the facts that are shown: other facts have another one. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/u),
  title: z.string().max(1000),
  /** Of two letters, so that dates can be said in it. */
  language: z.string().regex(/^[a-z]{2}$/u),
  body: z.custom<SnapshotNode>(isSnapshotBody),
  /** What the window had read to show this: keys of its cache of answers, and the answers. */
  answers: z.array(z.tuple([z.array(z.unknown()), z.unknown()])).max(10),
});
export type StartSnapshot = z.infer<typeof startSnapshot>;

export const snapshotCommands = defineCommands('main', {
  /** Keeps it sealed beside its account's copy, in place of any earlier one. Without a keychain nothing is kept. */
  'snapshot.keep': {
    input: startSnapshot,
    output: z.object({ kept: z.boolean() }),
  },
  /** What it shows is no longer true. */
  'snapshot.drop': {
    input: z.void(),
    output: z.void(),
  },
});
