import { sql } from 'kysely';
import type { Activation } from '../../activation/createActivation.ts';
import type { BulkActionDefinition } from '../actionDefinition.ts';

/** Mails fresh activation links; users who got too many already fail with that reason. A mail can't be taken back. */
export const createResendActivation = (activation: Activation): BulkActionDefinition => ({
  refusals: (
    now,
  ) => sql`when u.activated_at is not null then 'already-activated' when u.auth_method = 'sso' then 'uses-sso'
    when u.disabled_at is not null then 'deactivated' when u.access_expires_at <= ${now} then 'access-expired'`,
  undo: null,
  async apply(work, _run, users) {
    const recipients = users.map(({ userId, ...user }) => ({ id: userId, ...user }));
    const outcomes = await activation.issueMany(work, recipients);
    const versions = new Map(users.map((user) => [user.userId, user.version]));
    return outcomes.map((outcome) => {
      const { userId } = outcome;
      return outcome.kind === 'limited'
        ? { userId, outcome: 'failed', reason: 'rate-limited' }
        : { userId, outcome: 'succeeded', version: versions.get(userId)! };
    });
  },
});
