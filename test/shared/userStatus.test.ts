import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authState,
  userStatus,
  userStatusChangesAt,
  type UserStatusFacts,
} from '#shared/domain/userStatus.ts';

const now = Date.parse('2026-03-01T12:00:00.000Z');
const past = '2026-03-01T11:59:59.000Z';
const future = '2026-03-01T12:00:01.000Z';
const active: UserStatusFacts = {
  activatedAt: past,
  disabledAt: null,
  lockedUntil: null,
  accessExpiresAt: null,
  invitationExpiresAt: null,
};

describe('The status of a user', () => {
  it.each<[string, Partial<UserStatusFacts>, string]>([
    ['activated', {}, 'active'],
    ['deactivated', { disabledAt: past, lockedUntil: future }, 'disabled'],
    ['past its access expiry', { accessExpiresAt: past }, 'access-expired'],
    ['before its access expiry', { accessExpiresAt: future }, 'active'],
    ['locked', { lockedUntil: future }, 'locked'],
    ['no longer locked', { lockedUntil: past }, 'active'],
    ['invited with a working link', { activatedAt: null, invitationExpiresAt: future }, 'invited'],
    ['invited with an expired link', { activatedAt: null, invitationExpiresAt: past }, 'invite-expired'],
    ['never sent a link', { activatedAt: null }, 'invite-expired'],
  ])('%s', (_, facts, status) => {
    expect(userStatus({ ...active, ...facts }, now)).toBe(status);
  });

  it('stays what it is until the time that is foretold, and only then may change', () => {
    const instant = fc.option(
      fc.integer({ min: -3, max: 3 }).map((hours) => new Date(now + hours * 3_600_000).toISOString()),
      { nil: null },
    );
    const facts = fc.record({
      activatedAt: instant,
      disabledAt: instant,
      lockedUntil: instant,
      accessExpiresAt: instant,
      invitationExpiresAt: instant,
    });
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 5 * 3_600_000 }), (user, later) => {
        const changesAt = userStatusChangesAt(user, now) ?? Infinity;
        const before = Math.min(now + later, changesAt - 1);
        expect(userStatus(user, before)).toBe(userStatus(user, now));
      }),
    );
  });

  it('shows a local user without a password as pending set-up, and never one of an identity provider', () => {
    expect(authState({ authMethod: 'local', activatedAt: null })).toBe('pending-setup');
    expect(authState({ authMethod: 'local', activatedAt: past })).toBe('local');
    expect(authState({ authMethod: 'sso', activatedAt: null })).toBe('sso');
  });
});
