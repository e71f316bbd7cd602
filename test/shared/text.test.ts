import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optionalText, requiredText, textKey, textProblem, tidyText } from '#shared/domain/text.ts';

const reasonsOf = (text: string): unknown[] => {
  const outcome = requiredText(100).safeParse(text);
  return outcome.success ? [] : outcome.error.issues.map((issue) => issue.message);
};

describe('A text that people type', () => {
  it.each(['Ana Ćurić', 'محمد العلي', '山田 太郎', 'Đặng Thị Huệ', 'O’Neill', '김민준', 'José 🌿', 'א׳ כהן'])(
    'may be in any script: %s',
    (name) => {
      expect(requiredText(100).parse(name)).toBe(name.normalize('NFC'));
    },
  );

  it.each([
    ['a\u0000b', 'control-characters'],
    ['a\nb', 'control-characters'],
    ['a\ud800b', 'control-characters'],
    ['a\u202eb', 'bidi-controls'],
    ['\u200f\u2066', 'bidi-controls'],
    ['\u200b\u00ad', 'invisible'],
    ['   ', 'required'],
    ['', 'required'],
    ['a'.repeat(101), 'too-long'],
  ])('is refused with its reason: %j is %s', (text, reason) => {
    expect(reasonsOf(text)).toContain(reason);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(reasonsOf('🌿'.repeat(100))).toEqual([]);
    expect(reasonsOf('🌿'.repeat(101))).toContain('too-long');
  });

  it('may be empty where it is optional', () => {
    expect(optionalText(10).parse('  ')).toBe('');
  });

  it('keeps its key when it is written in another case, width or composition', () => {
    expect(textKey(' Nord  Facility ')).toBe(textKey('NORD FACILITY'));
    expect(textKey('Cafe\u0301')).toBe(textKey('café'));
    for (const text of ['\u00b4', '\u1e9e', '\u1fbd']) expect(textKey(textKey(text))).toBe(textKey(text));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textKey(textKey(text))).toBe(textKey(text));
        expect(tidyText(tidyText(text))).toBe(tidyText(text));
      }),
    );
  });

  it('is checked in linear time on 50,000 characters', { timeout: 2_000 }, () => {
    for (const text of [' '.repeat(50_000), 'é'.repeat(50_000), '\u200b'.repeat(50_000)]) {
      textProblem(text);
      expect(requiredText(100).safeParse(text).success).toBe(false);
    }
  });
});
