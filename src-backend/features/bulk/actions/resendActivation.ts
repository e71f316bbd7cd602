import type { Activation } from '../../activation/createActivation.ts';
import type { ChunkAction } from '../chunkAction.ts';

/** Mails fresh activation links; who got too many already is named. A mail can't be taken back. */
export function createResendActivation(activation: Activation): ChunkAction {
  return {
    undo: null,
    async apply(work, _planId, users) {
      const recipients = users.map((user) => ({
        id: user.userId,
        email: user.email,
        firstName: user.firstName,
        lastName: user.lastName,
        timeZone: user.timeZone,
      }));
      const outcomes = await activation.issueMany(work, recipients);
      const versions = new Map(users.map((user) => [user.userId, user.version]));
      return outcomes.map((outcome) => {
        const { userId } = outcome;
        return outcome.kind === 'limited'
          ? { userId, outcome: 'failed', reason: 'rate-limited' }
          : { userId, outcome: 'succeeded', version: versions.get(userId)! };
      });
    },
  };
}
