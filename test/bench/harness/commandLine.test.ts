import { expect, it } from 'vitest';
import { readCommandLine, UsageError } from './commandLine.ts';

const known = ['G1', 'G25', 'G33'];

it('measures everything with a million users, quickly with a hundred thousand', () => {
  const full = readCommandLine([], known);
  expect(full?.scale.users).toBe(1_000_000);
  expect(known.every((id) => full?.scale.wants(id))).toBe(true);
  const quick = readCommandLine(['--quick', '--json'], known);
  expect(quick).toMatchObject({ json: true, write: false, scale: { quick: true, users: 100_000 } });
});

it('measures some goals only, however they are written', () => {
  const some = readCommandLine(['--only', 'g25, G33'], known);
  expect(known.filter((id) => some?.scale.wants(id))).toEqual(['G25', 'G33']);
});

it('says what it does not understand', () => {
  expect(() => readCommandLine(['--only', 'G99'], known)).toThrow(/There is no goal G99/u);
  expect(() => readCommandLine(['--users', '12'], known)).toThrow(UsageError);
  expect(() => readCommandLine(['--fast'], known)).toThrow(UsageError);
  expect(() => readCommandLine(['--only', 'G1', '--write'], known)).toThrow(/whole tables/u);
});

it('answers nothing to measure when only the usage is wanted', () => {
  expect(readCommandLine(['--help'], known)).toBeNull();
});
