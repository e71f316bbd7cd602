import { describe, expect, it } from 'vitest';
import { type AuditEventType, auditEventTypes } from '#shared/domain/auditEventTypes.ts';
import { auditScreen } from '../../../src-renderer/features/audit/screen.ts';
import { createWords } from '../../../src-renderer/words/createWords.ts';
import { loadWords } from '../../../src-renderer/words/loadWords.ts';
import {
  auditDetails,
  auditSentence,
  auditTarget,
  auditTypeName,
  auditTypesByGroup,
  auditValue,
} from '../../../src-renderer/features/audit/auditWords.ts';

const words = createWords();
await loadWords(words, auditScreen.words);
const { t } = words;

describe('The words of the audit log', () => {
  it.each(auditEventTypes)('have a sentence for %s', (type) => {
    expect(words.exists(`audit.sentence.${type}`)).toBe(true);
    expect(auditTypeName(t, type)).toMatch(/^[A-Z].+[a-z]$/u);
  });

  it('name a type that only a newer backend knows', () => {
    const type = 'user.merged' as AuditEventType;
    expect(auditSentence(t, { type, details: { users: 2 } })).toBe(
      "Did something that this version of TenantDesk doesn't know (user.merged)",
    );
    const target = { kind: 'user', id: 'x', label: 'Anna Smith' } as const;
    expect(auditTarget(t, { type, target })).toBe('Anna Smith');
  });

  it('offer every type in the filter, under a heading', () => {
    expect([...auditTypesByGroup.values()].flat().toSorted()).toEqual([...auditEventTypes].toSorted());
    for (const group of auditTypesByGroup.keys()) expect(words.exists(`audit.group.${group}`)).toBe(true);
  });

  it('say how many users a bulk action reached', () => {
    expect(auditSentence(t, { type: 'bulk.applied', details: { users: 1200 } })).toBe(
      'Applied a bulk action to 1,200 users',
    );
    expect(auditSentence(t, { type: 'bulk.applied', details: {} })).toBe('Applied a bulk action');
  });

  it('name actions and modes by their labels and leave ids of machines out', () => {
    expect(auditValue(t, 'action', 'assign-profiles', 'en')).toBe('Assign Profiles');
    expect(auditValue(t, 'mode', 'replace', 'en')).toBe('Replace');
    const target = { kind: 'bulk-plan', id: 'x', label: 'assign-profiles' } as const;
    expect(auditTarget(t, { type: 'bulk.applied', target })).toBe('Assign Profiles');
    expect(auditDetails({ details: { planId: 'x', users: 2 } })).toEqual([['users', 2]]);
  });
});
