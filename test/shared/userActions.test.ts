import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bulkAction } from '#shared/api/bulkPlans.ts';
import { defaultRoles, defaultRolesNumber, missingToGrant, permissions } from '#shared/domain/permissions.ts';
import * as rules from '#shared/domain/userActions.ts';
import {
  type ActionActor,
  type ActionTarget,
  ruleOf,
  type UserAction,
  userActions,
} from '#shared/domain/userActions.ts';

const target: ActionTarget = {
  id: 'ana',
  activatedAt: '2026-01-01T00:00:00.000Z',
  disabledAt: null,
  accessExpiresAt: null,
  authMethod: 'local',
};
const admin = { userId: 'admin', permissions };
const now = Date.parse('2026-03-01T00:00:00.000Z');
const refusalOf = (action: UserAction, actor: ActionActor, person: ActionTarget) =>
  rules.refusalOf(action, actor, { target: person, now });

describe('What may be done to a user', () => {
  it.each(userActions)('needs a permission: %s', (action) => {
    const lacking = { ...admin, permissions: permissions.filter((p) => p !== ruleOf(action).permission) };
    expect(refusalOf(action, lacking, target)).toBe('no-permission');
  });

  it('excludes ending one’s own access', () => {
    const self = { ...admin, userId: 'ana' };
    expect(refusalOf('deactivate', self, target)).toBe('own-account');
    expect(refusalOf('delete', self, target)).toBe('own-account');
    expect(refusalOf('edit', self, target)).toBeNull();
  });

  it('says when there is nothing to do', () => {
    expect(refusalOf('activate', admin, target)).toBe('already-active');
    expect(refusalOf('deactivate', admin, { ...target, disabledAt: target.activatedAt })).toBe(
      'already-disabled',
    );
    expect(refusalOf('resend-activation', admin, target)).toBe('already-activated');
    expect(refusalOf('resend-activation', admin, { ...target, activatedAt: null, authMethod: 'sso' })).toBe(
      'uses-sso',
    );
  });

  it('asks nobody in who could not come in', () => {
    const invited = { ...target, activatedAt: null };
    expect(refusalOf('resend-activation', admin, { ...invited, disabledAt: target.activatedAt })).toBe(
      'deactivated',
    );
    const expiring = (accessExpiresAt: string) => ({ ...invited, accessExpiresAt });
    expect(refusalOf('resend-activation', admin, expiring('2026-03-01T00:00:00.000Z'))).toBe(
      'access-expired',
    );
    expect(refusalOf('resend-activation', admin, expiring('2026-03-01T00:00:00.001Z'))).toBeNull();
  });

  it('is refused where the person is known to have more rights, for what compares them', () => {
    const helpdesk = { userId: null, permissions: defaultRoles.Helpdesk };
    const invited = { ...target, activatedAt: null };
    const mighty = { ...invited, permissions: defaultRoles.Admin };
    expect(refusalOf('resend-activation', helpdesk, invited)).toBeNull();
    expect(refusalOf('resend-activation', helpdesk, mighty)).toBe('more-rights-than-you');
    expect(refusalOf('resend-activation', admin, mighty)).toBeNull();
  });

  it('is everything else, for an admin', () => {
    const invited = { ...target, activatedAt: null };
    expect(userActions.filter((action) => refusalOf(action, admin, invited) === null)).toEqual([
      'edit',
      'deactivate',
      'delete',
      'resend-activation',
      'assign-profiles',
      'restore',
      'purge',
    ]);
  });
});

describe('The default roles', () => {
  it('let only Admin do everything, and Viewer only look', () => {
    expect(defaultRoles.Admin).toEqual(permissions);
    expect(defaultRoles.Viewer.every((permission) => permission.endsWith('.read'))).toBe(true);
    for (const role of ['BPM Admin', 'Member', 'Viewer', 'Helpdesk'] as const) {
      expect(defaultRoles[role]).not.toContain('roles.grant');
      expect(defaultRoles[role]).not.toContain('users.delete');
    }
  });

  it('have a number that is raised with every change of them', () => {
    const digest = createHash('sha256').update(JSON.stringify(defaultRoles)).digest('hex');
    expect([defaultRolesNumber, digest]).toEqual([
      2,
      '7d91846ba3df0002f428cf34541d5a1a238d8770828eea3f583463e03a33d1f4',
    ]);
  });

  it('let nobody grant more than they hold', () => {
    expect(missingToGrant(defaultRoles.Member, defaultRoles.Viewer)).toEqual([]);
    expect(missingToGrant(defaultRoles.Viewer, defaultRoles.Member)).toContain('users.create');
  });
});

describe('A bulk action', () => {
  it('takes a profile that was chosen twice for one, in whatever case its id is', () => {
    const id = '01a231e2-6b39-731f-9d12-9ac642c22269';
    const chosen = { kind: 'assign-profiles', mode: 'add', profileIds: [id, id.toUpperCase(), id] } as const;
    expect(bulkAction.parse(chosen)).toEqual({ ...chosen, profileIds: [id] });
  });
});
