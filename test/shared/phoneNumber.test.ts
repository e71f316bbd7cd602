import { expect, test } from 'vitest';
import { phoneNumber } from '#shared/domain/formats.ts';

test.each([
  ['+49 40 555 1111', '+49 40 555 1111'],
  // Phone books of several systems put marks of direction around a number that is copied.
  ['\u202a+49 40 555 1111\u202c', '+49 40 555 1111'],
  ['\u2066+972 3 555 1111\u2069', '+972 3 555 1111'],
  ['tel:+49-40-555-1111', '+49-40-555-1111'],
  ['\ufeff 040/555 1111 ', '040/555 1111'],
])('A telephone number is kept as people write it: %j', (written, kept) => {
  expect(phoneNumber.parse(written)).toBe(kept);
  expect(phoneNumber.parse(kept)).toBe(kept);
});

test.each(['', '\u202a\u202c', 'tel:', 'call me', '1'.repeat(40), ' '.repeat(300)])(
  'Nothing else is one: %j',
  (written) => {
    expect(phoneNumber.safeParse(written).success).toBe(false);
  },
);
