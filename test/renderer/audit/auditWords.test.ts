import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '#shared/api/audit.ts';
import { type AuditEventType, auditEventTypes } from '#shared/domain/auditEventTypes.ts';
import { auditScreen } from '../../../src-renderer/features/audit/screen.ts';
import { createWords } from '../../../src-renderer/words/createWords.ts';
import { loadWords } from '../../../src-renderer/words/loadWords.ts';
import { foldEvents } from '../../../src-renderer/features/audit/foldEvents.ts';
import {
  auditDetails,
  auditSentence,
  auditTypeName,
  auditTypesByGroup,
  auditValue,
  runSentence,
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
    const ended = { action: 'delete', done: 10, left: 2 };
    expect(bulk({ ...ended, undoing: false }, 'bulk.ended')).toBe('Of “Delete”: 10 done, 2 not done');
    expect(bulk({ ...ended, undoing: true }, 'bulk.ended')).toBe('Of undoing “Delete”: 10 done, 2 not done');
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

describe('Runs of the audit log', () => {
  const event = (sequence: number, more: Partial<AuditEvent> = {}): AuditEvent => ({
    id: String(sequence),
    tenantId: 't',
    sequence,
    at: '2026-03-01T12:00:00.000Z',
    type: 'user.deleted',
    actor: { tenantId: 't', userId: 'jo', name: 'Jo' },
    target: { kind: 'user', id: String(sequence), label: `Person ${sequence}` },
    changes: [],
    details: {},
    hash: '',
    previousHash: '',
    ...more,
  });
  const folded = (events: readonly AuditEvent[]) =>
    foldEvents(events).map(({ events: [first, ...others] }) =>
      others.length === 0 ? auditSentence(t, first, 'en') : runSentence(t, [first, ...others], 'en'),
    );

  it('are one row from three on, of the same thing by the same actor in the same job', () => {
    const by = (userId: string) => ({ actor: { tenantId: 't', userId, name: userId } });
    expect(folded([event(3), event(2), event(1)])).toEqual(['Deleted 3 users']);
    expect(folded([event(2), event(1)])).toEqual(['Deleted Person 2', 'Deleted Person 1']);
    expect(folded([event(3), event(2, by('ana')), event(1)])).toHaveLength(3);
    expect(folded([event(4), event(3), event(2, { details: { planId: 'a' } }), event(1)])).toHaveLength(4);
  });

  it('say how often, where it was about the same', () => {
    const signIns = [3, 2, 1].map((n) => event(n, { type: 'session.signed-in', target: ana }));
    expect(folded(signIns)).toEqual(['Signed in · 3 times']);
    const changes = [3, 2, 1].map((n) =>
      event(n, {
        type: 'user.updated',
        target: ana,
        changes: [change(n === 3 ? 'email' : 'phones', 'a', 'b')],
      }),
    );
    expect(folded(changes)).toEqual(['User changed · 3 times']);
  });
});
