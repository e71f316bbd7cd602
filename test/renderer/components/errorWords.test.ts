import { describe, expect, it } from 'vitest';
import { apiError, type ErrorCode, errorCodes, type FieldReason, fieldReasons } from '#shared/api/errors.ts';
import { localError, localReasons } from '#shared/desktop/localErrors.ts';
import { permissions } from '#shared/domain/permissions.ts';
import { refusalReasons } from '#shared/domain/userActions.ts';
import { createWords } from '../../../src-renderer/words/createWords.ts';
import { errorWords, fieldWords, refusalWords } from '../../../src-renderer/components/errorWords.ts';

const { t } = createWords();
const sentence = /^\p{Lu}.*\.$/u;

describe('The words of failures', () => {
  it.each(Object.keys(errorCodes) as ErrorCode[])(
    'say of %s what happened, what was saved and what to do next',
    (code) => {
      const { what, saved, next } = errorWords(t, apiError(code, 'for logs'));
      for (const words of [what, saved, next]) expect(words).toMatch(sentence);
    },
  );

  const reasons = Object.entries(localReasons).map(([reason, code]) => [code, reason] as const);
  it.each(reasons)(
    'say of %s because of %s what happened and what to do next, in words of its own',
    (code, reason) => {
      const said = (given?: string) =>
        errorWords(t, apiError(code, 'for logs', given === undefined ? {} : { details: { reason: given } }));
      const { what, next } = said(reason);
      for (const words of [what, next]) expect(words).toMatch(sentence);
      const others = reasons.flatMap(([its, other]) =>
        its === code && other !== reason ? [said(other).what] : [],
      );
      expect([said().what, ...others]).not.toContain(what);
      expect(next).not.toBe(said().next);
    },
  );

  it('say by which time a certificate has expired', () => {
    const clock = new Date(2031, 4, 6, 7, 8).toISOString();
    expect(errorWords(t, localError('certificate-expired', { clock })).what).toMatch(/May 6, 2031.*07:08/u);
    expect(errorWords(t, localError('certificate-expired')).what).toMatch(sentence);
  });

  it.each(fieldReasons)('say what is wrong with a field that is %s', (reason) => {
    expect(fieldWords(t, reason)).toMatch(sentence);
    expect(fieldWords(t, reason, 5)).toMatch(sentence);
  });

  it.each(refusalReasons)('say why an action is refused because of %s', (reason) => {
    expect(refusalWords(t, reason)).toMatch(sentence);
  });

  it('fall back to a sentence for a refusal newer than this console', () => {
    expect(refusalWords(t, 'made-up-tomorrow')).toBe('This is not possible now.');
  });

  it('name the customer where a taken address lives', () => {
    const error = apiError('EMAIL_TAKEN', '', { details: { customer: 'Nord Facility' } });
    expect(errorWords(t, error).what).toBe('This email address is in use already, at Nord Facility.');
  });

  it('say when to try again after too many requests', () => {
    const next = (retryAfterSeconds: number) =>
      errorWords(t, apiError('RATE_LIMITED', '', { retryAfterSeconds })).next;
    expect(next(1)).toBe('Try again in 1 second.');
    expect(next(40)).toBe('Try again in 40 seconds.');
    expect(next(610)).toBe('Try again in 11 minutes.');
    expect(next(86_000)).toBe('Try again in 24 hours.');
  });

  it('say what was sent too often to a person, and when another can be', () => {
    const details = { reason: 'activation-links' };
    const { what, next } = errorWords(t, apiError('RATE_LIMITED', '', { details, retryAfterSeconds: 3500 }));
    expect(what).toBe('Too many activation mails were sent to this person.');
    expect(next).toBe('Another can be sent in 59 minutes.');
  });

  it('are neutral for a failure, and for the reason of a field, newer than this console', () => {
    const error = { ...apiError('INTERNAL', ''), code: 'LICENCE_EXPIRED' as ErrorCode };
    const { what, saved, next } = errorWords(t, error);
    expect(what).toBe("The backend refused this for a reason that this version of TenantDesk doesn't know.");
    for (const words of [saved, next]) expect(words).toMatch(sentence);
    expect(fieldWords(t, 'too-new' as FieldReason, 3)).toBe('This is not a valid value.');
  });

  it('say that the disk is full where that is why the copy can not be opened', () => {
    const { what, next } = errorWords(
      t,
      apiError('CACHE_UNAVAILABLE', '', { details: { reason: 'disk-full' } }),
    );
    expect(what).toBe('There is no space left on this computer for the local copy.');
    expect(next).toBe(
      'Free some space. TenantDesk then goes on by itself; if it could not open the copy, start it again.',
    );
    const damaged = apiError('CACHE_UNAVAILABLE', '', { details: { reason: 'damaged' } });
    expect(errorWords(t, damaged).what).toBe("The local copy can't be opened.");
  });

  it('say of a copy that a newer version wrote that nothing of it is lost, and to update', () => {
    const { what, next } = errorWords(t, localError('newer-version'));
    expect(what).toBe(
      'The local copy was written by a newer version of TenantDesk. Nothing of it was changed or lost.',
    );
    expect(next).toBe('Update TenantDesk: the copy then opens as it was.');
  });

  it('name the limit of a field', () => {
    expect(fieldWords(t, 'too-long', 5)).toBe('At most 5 characters.');
    expect(fieldWords(t, 'required', 1)).toBe(fieldWords(t, 'required'));
  });

  it.each(permissions)('name the permission %s', (permission) => {
    expect(t(`permission.${permission}`)).not.toContain('permission.');
  });
});
