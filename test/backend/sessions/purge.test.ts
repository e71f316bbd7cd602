import { expect, test } from 'vitest';
import { createSessionsFeature } from '../../../src-backend/features/sessions/feature.ts';
import { startTestBackend } from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';

test('The hourly cleaning takes sessions that have ended and sign-ins that nobody waits for, and leaves the rest', async () => {
  const backend = await startTestBackend({
    features: async (parts) => [await createSessionsFeature(parts)],
  });
  try {
    const hour = 3_600_000;
    const inHours = (hours: number) => new Date(Date.now() + hours * hour);
    await backend.unitOfWork.directory(async (db) => {
      for (const [id, hours] of [
        ['ended', -1],
        ['running', 1],
      ] as const) {
        await db
          .insertInto('directory.oidc_payloads')
          .values({ model: 'Session', id, payload: '{}', expires_at: inHours(hours) })
          .execute();
      }
      for (const [key, hours] of [
        ['long ago', -25],
        ['just now', -1],
      ] as const) {
        await db
          .insertInto('directory.sign_in_attempts')
          .values({ attempt_key: Buffer.from(key), failures: 1, last_failed_at: inHours(hours) })
          .execute();
      }
    });
    const tenant = await backend.tenant();
    await backend.unitOfWork.run(asSystem(tenant), async (work) => work.enqueue('sessions.purge', {}));
    await backend.jobs.settled();
    const left = await backend.unitOfWork.directory(async (db) => ({
      payloads: await db.selectFrom('directory.oidc_payloads').select('id').execute(),
      attempts: await db.selectFrom('directory.sign_in_attempts').select('attempt_key').execute(),
    }));
    expect(left.payloads).toEqual([{ id: 'running' }]);
    expect(left.attempts.map((row) => Buffer.from(row.attempt_key).toString())).toEqual(['just now']);
  } finally {
    await backend.close();
  }
});
