import { describe, expect, it } from 'vitest';
import { roleRoutes } from '#shared/api/roles.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { writeCheckedAnswer } from '../../../src-backend/http/answers.ts';

const list = roleRoutes['roles.list'];
const answer = (change: object) => ({
  items: [
    {
      id: newId(),
      tenantId: newId(),
      version: 1,
      name: 'Auditor',
      kind: 'custom',
      permissions: ['audit.read'],
      ...change,
    },
  ],
});

describe('What a backend answers in development and tests', () => {
  it('is written when it is what the contract says', () => {
    expect(JSON.parse(writeCheckedAnswer(list, answer({})))).toMatchObject({ items: [{ kind: 'custom' }] });
  });

  it.each([
    ['a name that it does not know itself', { kind: 'borrowed' }],
    ['one in a list', { permissions: ['audit.rewrite'] }],
    ['a field that the contract does not name', { secret: 'x' }],
    ['a value of another type', { name: 5 }],
  ])('is refused with %s', (_, change) => {
    expect(() => writeCheckedAnswer(list, answer(change))).toThrow('roles.list');
  });

  it('stays readable for an older console', () => {
    const parsed = list.answer.safeParse(answer({ kind: 'borrowed' }));
    expect(parsed.data).toMatchObject({ items: [{ kind: 'borrowed' }] });
  });
});
