import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '#shared/api/audit.ts';
import { type AuditEventType, auditEventTypes } from '#shared/domain/auditEventTypes.ts';
import { auditScreen } from '../../../src-renderer/features/audit/screen.ts';
import { createWords } from '../../../src-renderer/words/createWords.ts';
import { loadWords } from '../../../src-renderer/words/loadWords.ts';
import {
  auditDetails,
  auditSentence,
  auditTypeName,
  auditTypesByGroup,
  auditValue,
} from '../../../src-renderer/features/audit/auditWords.ts';

const words = createWords();
await loadWords(words, auditScreen.words);
const { t } = words;

const ana = { kind: 'user', id: 'x', label: 'Ana Ćurić' };
const said = (type: AuditEventType, more: Partial<AuditEvent> = {}) =>
  auditSentence(t, { type, target: ana, changes: [], details: {}, ...more }, 'en');
const change = (field: string, from: string | null, to: string | null) => ({ field, from, to });

describe('The words of the audit log', () => {
  it.each(auditEventTypes)('have a sentence and a choice of the filter for %s', (type) => {
    expect(words.exists(`audit.sentence.${type}`)).toBe(true);
    expect(words.exists(`audit.kind.${type}`)).toBe(true);
    expect(said(type)).toMatch(/^[A-Z]/u);
    expect(said(type)).not.toMatch(/\{\{|\}\}/u);
    // A choice names a thing; what somebody did is a sentence of the log.
    expect(auditTypeName(t, type)).not.toMatch(/^(?:Created|Changed|Deleted|Assigned) /u);
  });

  it('name a type that only a newer backend knows', () => {
    const type = 'user.merged' as AuditEventType;
    expect(said(type)).toBe("Did something that this version of TenantDesk doesn't know (user.merged)");
    expect(auditTypeName(t, type)).toBe('user.merged');
  });

  it('offer every type in the filter, under a heading', () => {
    expect([...auditTypesByGroup.values()].flat().toSorted()).toEqual([...auditEventTypes].toSorted());
    for (const group of auditTypesByGroup.keys()) expect(words.exists(`audit.group.${group}`)).toBe(true);
  });

  it('say which fields changed, or how many', () => {
    const changes = ['email', 'jobTitle', 'department', 'phones'].map((field) => change(field, 'a', 'b'));
    expect(said('user.updated', { changes: changes.slice(0, 1) })).toBe('Changed Email of Ana Ćurić');
    expect(said('user.updated', { changes: changes.slice(0, 2) })).toBe(
      'Changed Email and Job title of Ana Ćurić',
    );
    expect(said('user.updated', { changes })).toBe('Changed 4 fields of Ana Ćurić');
  });

  it('say which profiles and roles somebody got and lost', () => {
    const profiles = (from: string | null, to: string | null) =>
      said('user.profiles-assigned', { changes: [change('profileIds', from, to)] });
    expect(profiles(null, 'Supplier')).toBe('Assigned Supplier to Ana Ćurić');
    expect(profiles('Client, Supplier', 'Client')).toBe('Took Supplier from Ana Ćurić');
    expect(profiles('Client', 'Facility Manager, Supplier')).toBe(
      'Assigned Facility Manager and Supplier to Ana Ćurić and took Client',
    );
    const changes = [change('roleIds', null, 'Admin')];
    expect(said('user.roles-granted', { changes })).toBe('Gave Ana Ćurić the role Admin');
  });

  it('say what a bulk action did to how many users', () => {
    const bulk = (details: AuditEvent['details'], type: AuditEventType = 'bulk.applied') =>
      said(type, { target: { kind: 'bulk-plan', id: 'x', label: 'assign-profiles' }, details });
    const assigned = { action: 'assign-profiles', users: 12, profiles: 'Supplier' };
    expect(bulk({ ...assigned, mode: 'add' })).toBe('Assigned Supplier to 12 users');
    expect(bulk({ ...assigned, mode: 'remove' })).toBe('Took Supplier from 12 users');
    expect(bulk({ action: 'assign-profiles', users: 1 })).toBe('Assigned profiles to 1 user');
    expect(bulk({ action: 'delete', users: 1200 })).toBe('Deleted 1,200 users');
    expect(bulk({ action: 'merge', users: 3 })).toBe('Applied “merge” to 3 users');
    expect(bulk({ action: 'delete', users: 3 }, 'bulk.planned')).toBe('Planned “Delete” for 3 users');
    expect(bulk({}, 'bulk.cancelled')).toBe('Cancelled a bulk action: Assign Profiles');
  });

  it('name values instead of codes, and leave ids of machines out', () => {
    const value = (field: string, text: string | boolean) => auditValue(t, field, text, 'en');
    expect(value('action', 'assign-profiles')).toBe('Assign Profiles');
    expect(value('mode', 'replace')).toBe('Replace');
    expect(value('mode', 'recycle-bin')).toBe('To the recycle bin');
    expect(value('reason', 'wrong-password')).toBe('Wrong password');
    expect(value('country', 'HR')).toBe('Croatia');
    expect(value('currency', 'EUR')).toBe('Euro');
    expect(value('takeFromHolders', true)).toBe('Yes');
    expect(value('country', 'no code')).toBe('no code');
    expect(auditDetails({ details: { planId: 'x', users: 2 } })).toEqual([['users', 2]]);
  });
});
