import { describe, expect, it } from 'vitest';
import { emailKey, emailSchema, isEmail } from '#shared/domain/email.ts';

describe('An e-mail address', () => {
  it.each([
    'ana@nord.example',
    'ana.curic+desk@mail.nord.example',
    "o'brien@nord.example",
    'анна@пример.example',
    'user@bücher.example',
    'a@b.co',
  ])('is accepted: %s', (address) => {
    expect(isEmail(address)).toBe(true);
  });

  it.each([
    '',
    'ana',
    'ana@',
    '@nord.example',
    'ana@localhost',
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
    expect(emailKey('strasse@nord.example')).toBe(emailKey('straße@nord.example'));
  });

  it('is stored trimmed, with its domain in lower case', () => {
    expect(emailSchema.parse('  Ana@NORD.example ')).toBe('Ana@nord.example');
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
