import { expect, test } from 'vitest';
import { feedFrom, readPosition, writePosition } from '../../../src-backend/features/changes/position.ts';
import { createCursors } from '../../../src-backend/http/cursors.ts';

const cursors = createCursors(Buffer.alloc(32, 7));
const tenantId = '0192d4a0-0000-7000-8000-000000000001';
const origin = (visible: readonly number[]) => ({ databaseId: 'db', visible });
const position = feedFrom('12');

test('A cursor tells the kinds that were visible apart, also from the thirteenth on', () => {
  const cursor = writePosition(cursors, tenantId, origin([1, 2]), position);
  expect(readPosition(cursors, tenantId, origin([1, 2]), cursor)).toEqual(position);
  expect(() => readPosition(cursors, tenantId, origin([12]), cursor)).toThrow('RESYNC_REQUIRED');
});

test('A cursor of a backend from before is good still: no copy is loaded again for an update', () => {
  const before = cursors.sign(`changes.list:${tenantId}`, ['db/01234', 'feed', '12', -1, '', position.id]);
  expect(readPosition(cursors, tenantId, origin([0, 1, 2, 3, 4]), before)).toEqual(position);
});
