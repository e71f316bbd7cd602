import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailKey, emailSchema, isEmail, tidyEmail } from '#shared/domain/email.ts';
import { textKey } from '#shared/domain/text.ts';

describe('An e-mail address', () => {
  it.each([
    'ana@nord.example',
    'ana.curic+desk@mail.nord.example',
    "o'brien@nord.example",
    'анна@пример.example',
    'user@bücher.example',
    'user@xn--bcher-kva.example',
    'user@straße.example',
    'अजय@डाटा.भारत',
    'คน@ไทย.ไทย',
    'آرش@نامه‌ای.example',
    'a@b.co',
  ])('is accepted: %s', (address) => {
    expect(isEmail(address)).toBe(true);
  });

  it.each([
    '',
    'an\ufff9a@nord.example',
    'an\u{13437}a@nord.example',
    'an\u0378a@nord.example',
    'an\ue000a@nord.example',
    'ana',
    'ana@',
    '@nord.example',
    'ana@localhost',
    'ana@10.0.0.1',
    'ana@nord.0x7f',
    'ana@nord.example:25',
    'ana@nord.example/x',
    'ana@nord%2eexample',
    'ana@xn--a.example',
    'ana@nord_sud.example',
    'ana@nord..example',
    'a@b@nord.example',
    '.ana@nord.example',
    'ana.@nord.example',
    'a..b@nord.example',
    'ana @nord.example',
    'ana@-nord.example',
    'ana@nord.example\nBcc: all@nord.example',
    'ana\u0000@nord.example',
    '\u202eana@nord.example',
    `${'a'.repeat(65)}@nord.example`,
    `ana@${'a'.repeat(64)}.example`,
    `ana@${'nord.'.repeat(60)}example`,
  ])('is refused: %j', (address) => {
    expect(isEmail(address)).toBe(false);
  });

  it('is the same person whatever its case and width', () => {
    expect(emailKey('Ana.CURIĆ@Nord.Example')).toBe(emailKey('ana.curić@nord.example'));
    expect(emailKey('ｂｏｂ@nord.example')).toBe(emailKey('bob@nord.example'));
    expect(emailKey('ΣΟΦΟΣ@nord.example')).toBe(emailKey('σοφοσ@nord.example'));
  });

  it('is the same person however its domain is written', () => {
    for (const one of ['ana@xn--mnchen-3ya.example', 'ana@MÜNCHEN.example', 'ana@ｍünchen。example'])
      expect(emailKey(one)).toBe(emailKey('ana@münchen.example'));
  });

  it('is another person when its letters are others', () => {
    const different = [
      ['straße@nord.example', 'strasse@nord.example'],
      ['ana@straße.example', 'ana@strasse.example'],
      ['ışık@nord.example', 'işik@nord.example'],
      ['ana@ıstanbul.example', 'ana@istanbul.example'],
    ] as const;
    for (const [one, other] of different) expect(emailKey(one)).not.toBe(emailKey(other));
  });

  it('is the same person with what nothing is drawn for', () => {
    const invisible = [
      '\u00ad',
      '\u034f',
      '\u115f',
      '\u180b',
      '\u200b',
      '\u200d',
      '\u2060',
      '\u3164',
      '\ufe0f',
      '\ufeff',
    ];
    for (const one of invisible) {
      expect(emailSchema.parse(`a${one}na@nord.example`)).toBe('ana@nord.example');
      expect(emailKey(`ana@no${one}rd.example`)).toBe(emailKey('ana@nord.example'));
    }
  });

  it('keeps its form when it is tidied again', () => {
    const letters = [
      ...Array.from('aÄßıİς.@-1'),
      'xn--',
      'xn--mnchen-3ya',
      '\u200d',
      '\u0301',
      'ा',
      'न',
      '。',
      '％',
    ];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 20 }), (text) => {
        expect(tidyEmail(tidyEmail(text))).toBe(tidyEmail(text));
        expect(emailKey(tidyEmail(text))).toBe(emailKey(text));
        expect(textKey(tidyEmail(text))).toBe(emailKey(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is stored trimmed, with its domain in lower case', () => {
    expect(emailSchema.parse('  Ana@NORD.example ')).toBe('Ana@nord.example');
    expect(emailSchema.parse('ana@XN--MNCHEN-3ya.Example')).toBe('ana@münchen.example');
    expect(emailSchema.parse('ana@STRAẞE.example')).toBe('ana@straße.example');
  });

  it('is checked in linear time on 50,000 characters', { timeout: 2_000 }, () => {
    for (const text of [
      'a'.repeat(50_000),
      `a@${'a.'.repeat(25_000)}`,
      `a@${'-'.repeat(50_000)}`,
      '@'.repeat(50_000),
    ]) {
      expect(emailSchema.safeParse(text).success).toBe(false);
    }
  });
});
