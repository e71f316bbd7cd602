import { readFileSync } from 'node:fs';

export type PasswordProblem = 'too-short' | 'too-long' | 'unusable' | 'common' | 'repetitive' | 'personal';

/** Code points of a password that is the only factor (NIST 800-63B-4, 3.1.1.2). */
export const minimumLength = 15;
export const maximumLength = 256;

/** Code points that must be left when what can be guessed of somebody is taken out. */
const leastOfOwn = 8;

export interface PasswordRules {
  /** What is wrong with a new password, or null. `names`: of the person, the tenant, the address. */
  readonly problemOf: (password: string, names: readonly string[]) => PasswordProblem | null;
}

const codePoints = (text: string): number => Array.from(text).length;
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const lettersAndDigits = (text: string): string => text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');

const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '1234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
];
const longRuns = runs
  .flatMap((run) => [run, run.split('').toReversed().join('')])
  .map((run) => run.repeat(3));

/** "abcabcabc", "passwordpassword", "aaaaaaaaaaaaaaa": one unit over and over, a cut last one included. */
function repeatsItself(text: string): boolean {
  const unit = (text + text).indexOf(text, 1);
  if (unit < text.length) return true;
  for (let length = 1; length <= text.length / 2; length += 1) {
    if (
      text ===
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .slice(0, text.length)
    )
      return true;
  }
  return new Set(text).size < 5;
}

const isRun = (text: string): boolean => longRuns.some((run) => run.includes(text));

/** Words worth looking for: "Ana-María" gives "ana" and "maría". */
const partsOf = (names: readonly string[]): readonly string[] =>
  [...new Set(names.flatMap((name) => fold(name).split(/[^\p{L}\p{M}\p{N}]+/u)))]
    .filter((part) => codePoints(part) >= 3)
    .toSorted((a, b) => b.length - a.length);

function withoutNames(text: string, names: readonly string[]): string {
  const bare = partsOf(names).reduce((rest, part) => rest.replaceAll(part, ''), text);
  return bare.replaceAll(/\p{N}/gu, '');
}

/**
 * Rules for a password that stands alone (security.md): 15 to 256 code points after NFKC, none that attackers try first,
 * none made of the person's or the tenant's names. No rule asks for kinds of characters.
 */
export function createPasswordRules(common: ReadonlySet<string>): PasswordRules {
  const isCommon = (text: string): boolean => common.has(text);
  return {
    problemOf: (password, names) => {
      const normalized = password.normalize('NFKC');
      const length = codePoints(normalized);
      if (length < minimumLength) return 'too-short';
      if (length > maximumLength) return 'too-long';
      if (/[\p{Cc}\p{Cs}\p{Cn}]/u.test(normalized)) return 'unusable';
      const text = fold(password);
      const core = lettersAndDigits(text);
      const word = core.replaceAll(/^\p{N}+|\p{N}+$/gu, '');
      if (isCommon(text) || isCommon(core) || (word !== '' && isCommon(word))) return 'common';
      if (core === '' || repeatsItself(core) || isRun(core)) return 'repetitive';
      if (word !== '' && word.length < core.length && (repeatsItself(word) || isRun(word)))
        return 'repetitive';
      const own = withoutNames(core, names);
      if (own.length < leastOfOwn && own.length < core.replaceAll(/\p{N}/gu, '').length) return 'personal';
      return null;
    },
  };
}

/** The common passwords that we ship: the most frequent of the lists behind zxcvbn (Dropbox, MIT licence). */
export const readCommonPasswords = (): ReadonlySet<string> =>
  new Set(
    readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n'),
  );
