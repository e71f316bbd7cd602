import { describe, expect, it } from 'vitest';
import { userInput } from '#shared/api/users.ts';
import { phoneDoubt } from '../../../src-renderer/features/users/phoneDoubts.ts';

const isTaken = (number: string): boolean =>
  userInput.shape.phones.safeParse([{ kind: 'work', number }]).success;

describe('A telephone number', () => {
  it.each([
    '+49 (0)40 555-1111',
    '040/555 11 11',
    '4711',
    '+1 212 555 0100 ext. 12',
    '+1-212-555-0100 x12',
    '+4940555;ext=12',
    '+49 40 5551111, 12',
    '+7 495 123-45-67 доб. 890',
    '٠٢١ ٥٥٥ ١١١١',
    '＋81 ３ 1234 5678',
    '+49 40 555‑1111',
  ])('may be written as people write it: %s', (number) => {
    expect(isTaken(number)).toBe(true);
  });

  it.each(['12', '+49', 'call me', '+49 40 555 ext. 12345678', '555 1111 ext.', '1'.repeat(60), '()- /'])(
    'is refused: %s',
    (number) => {
      expect(isTaken(number)).toBe(false);
    },
  );

  it.each([
    [['+49 40 5551111'], '', null],
    [['+49 40'], '', 'too-short'],
    [['+1 212 555 01001'], '', 'too-long'],
    [['+999 212 555 0100'], '', 'no-country'],
    [['040 5551111'], 'DE', null],
    [['01 23'], 'FR', 'too-short'],
    [['01 23'], '', null],
    [['4711'], 'DE', null],
    [['+49 40 5551111', '040/555 1111'], 'DE', 'twice'],
    [['+49 40 5551111', '+49 40 5551111 ext. 2'], 'DE', null],
    [['4711', '47 11'], '', 'twice'],
    [['', ''], 'DE', null],
  ] as const)('of %j in “%s” is doubted: %s', (numbers, country, doubt) => {
    expect(phoneDoubt(numbers, numbers.length - 1, country)).toBe(doubt);
  });
});
