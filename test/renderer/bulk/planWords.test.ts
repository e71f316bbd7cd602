import { expect, it } from 'vitest';
import type { BulkPlan, BulkResult } from '#shared/api/bulkPlans.ts';
import { resultWords, totalsParts } from '../../../src-renderer/features/bulk/planWords.ts';
import { createWords } from '../../../src-renderer/words/createWords.ts';
import { loadWords } from '../../../src-renderer/words/loadWords.ts';

const words = createWords();
await loadWords(words, ['bulk', 'userAction']);
const say = (outcome: string, reason: string | null = null, mail: BulkResult['mail'] = null) =>
  resultWords(words.t, { outcome: outcome as BulkResult['outcome'], reason, mail });

it('says what became of one user of a plan, and why', () => {
  expect(say('undone')).toBe('Undone');
  expect(say('undo-skipped', 'changed-since-plan')).toBe('Skipped: changed since the plan was made');
  expect(say('undo-skipped', 'more-rights-than-you')).toBe('Skipped: more rights than you');
});

it('is neutral about an outcome or a reason that only a newer backend knows', () => {
  expect(say('postponed')).toBe('postponed');
  expect(say('refused', 'full-moon')).toBe('Skipped: This is not possible now.');
});

it('says of a mail how far it has come, never that it was done', () => {
  expect(say('succeeded', null, 'queued')).toBe('Waiting to be sent');
  expect(say('succeeded', null, 'sent')).toBe('Sent');
  expect(say('succeeded', null, 'refused')).toBe('Refused by the mail server');
});

it('says as a loss what ends the access of people, and of nothing else that is the same for everybody', () => {
  const toneOf = (kind: 'activate' | 'deactivate' | 'delete' | 'purge' | 'restore') =>
    totalsParts(words.t, {
      action: { kind },
      totals: { users: 3, changed: 3, unchanged: 0, refused: 0, refusals: [], losing: 0 },
    } as unknown as BulkPlan)[0]?.tone;
  expect((['delete', 'deactivate', 'purge'] as const).map(toneOf)).toEqual([
    'negative',
    'negative',
    'negative',
  ]);
  expect((['activate', 'restore'] as const).map(toneOf)).toEqual(['muted', 'muted']);
});
