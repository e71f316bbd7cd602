import { createHash } from 'node:crypto';
import { uuidOf } from '../database/newId.ts';

/** Numbers that look random and are the same on every machine. */
export interface Seeded {
  /** From 0 up to, but without, 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
}

/** Mulberry32: small, quick, good enough to scatter demo data. */
export function createSeeded(seed: string): Seeded {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: (from) => from[between(0, from.length - 1)]!,
    chance: (probability) => next() < probability,
  };
}

/** The id of something in the demo: a UUID (version 8, RFC 9562) made of its name, so that it is the same everywhere. */
export function demoId(...name: readonly (string | number)[]): string {
  const text = `tenantdesk demo\0${name.join('\0')}`;
  return uuidOf(createHash('sha256').update(text).digest().subarray(0, 16), 8);
}
