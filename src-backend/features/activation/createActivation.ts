import { createHash, randomBytes } from 'node:crypto';
import { refuse } from '#shared/api/errors.ts';
import { defaultTimeZone } from '#shared/domain/formats.ts';
import { type ActionTarget, ruleOf } from '#shared/domain/userActions.ts';
import { fullName } from '#shared/domain/userFields.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { activationMail, type ActivationRecipient } from '../../mail/activationMail.ts';
import { readTenant } from '../tenants/store.ts';
import { endInvitation, linksSince, lockUsers, replaceTokens, timeZonesOf } from './store.ts';

export interface IssuedActivation {
  readonly userId: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** What became of one of many: a link is on its way, or too many were sent already. */
export type ActivationOutcome =
  | ({ readonly kind: 'issued' } & IssuedActivation)
  | { readonly kind: 'limited'; readonly userId: string; readonly retryAfterSeconds: number };

export interface Activation {
  /**
   * Makes a fresh link for a user and mails it, in the caller's unit of work: token (only its hash is stored),
   * `invitation_sent_at` and `invitation_expires_at`, mail and the audit event `user.activation-sent`. A link sent
   * earlier stops working. The user's version stays. Throws RATE_LIMITED beyond 3 an hour or 10 a day.
   * The caller has checked that the user is local, not yet activated, and that the actor may do this.
   */
  readonly issue: (work: Work, user: ActivationRecipient) => Promise<IssuedActivation>;
  /** The same for many (a chunk of a bulk job), in a constant number of statements; limited ones are told apart. */
  readonly issueMany: (
    work: Work,
    users: readonly ActivationRecipient[],
  ) => Promise<readonly ActivationOutcome[]>;
  /**
   * After a change of the address: links that went to the old one stop working, and a fresh one goes to the new one. Too
   * many were sent, or the person may not sign in: then none goes, and the user is shown as no longer invited until somebody
   * sends one later.
   */
  readonly readdress: (work: Work, user: ActivationRecipient & ActionTarget) => Promise<void>;
}

const minute = 60_000;
const windows = [
  { links: 3, milliseconds: 60 * minute },
  { links: 10, milliseconds: 24 * 60 * minute },
] as const;

export const hashOfToken = (token: string): Uint8Array => createHash('sha256').update(token).digest();

/** Seconds until another link may be sent, 0: now. `sent` holds the last day's links, newest first. */
function secondsToWait(sent: readonly Date[], now: Date): number {
  const waits = windows.map(({ links, milliseconds }) => {
    const leaving = sent[links - 1];
    return leaving === undefined ? 0 : leaving.getTime() + milliseconds - now.getTime();
  });
  return Math.max(0, Math.ceil(Math.max(...waits) / 1000));
}

/** Sends activation links (U5). `publicUrl` is the only source of the links' host. */
export function createActivation(publicUrl: string): Activation {
  async function issueMany(
    work: Work,
    users: readonly ActivationRecipient[],
  ): Promise<readonly ActivationOutcome[]> {
    if (users.length === 0) return [];
    const { tenantId, now } = work;
    const userIds = users.map((user) => user.id);
    await lockUsers(work, userIds);
    const earlier = await linksSince(work, userIds, new Date(now.getTime() - 24 * 60 * minute));
    const { name: tenantName, settings } = await readTenant(work);
    const lifetimeSeconds = settings['activation.linkLifetime'];
    const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
    const links = users.map((user) => {
      const retryAfterSeconds = secondsToWait(earlier.get(user.id) ?? [], now);
      return { user, retryAfterSeconds, token: randomBytes(32).toString('base64url') };
    });
    const fresh = links.filter((link) => link.retryAfterSeconds === 0);
    if (fresh.length > 0) {
      const tokens = fresh.map(({ user, token }) => ({ userId: user.id, tokenHash: hashOfToken(token) }));
      await replaceTokens(work, tokens, expiresAt);
    }
    const timeZones = await timeZonesOf(work, userIds);
    for (const { user, token } of fresh) {
      const link = new URL(`/activate/${tenantId}/${token}`, publicUrl).href;
      const timeZone = timeZones.get(user.id) ?? defaultTimeZone;
      const facts = { tenantName, link, expiresAt, lifetimeSeconds, timeZone };
      work.mail(activationMail(user, facts));
      work.audit({
        type: 'user.activation-sent',
        target: { kind: 'user', id: user.id, label: fullName(user) },
        details: { email: user.email, expiresAt: expiresAt.toISOString() },
      });
    }
    return links.map(({ user, retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? { kind: 'limited', userId: user.id, retryAfterSeconds }
        : { kind: 'issued', userId: user.id, sentAt: now, expiresAt },
    );
  }

  return {
    issueMany,
    readdress: async (work, user) => {
      await endInvitation(work, user.id);
      const { refuses } = ruleOf('resend-activation');
      if (refuses(user, work.now.getTime()) === null) await issueMany(work, [user]);
    },
    issue: async (work, user) => {
      const [outcome] = await issueMany(work, [user]);
      if (outcome?.kind === 'issued') return outcome;
      throw refuse(
        'RATE_LIMITED',
        'Too many activation links were sent to this user. Nothing was saved or sent, and no link was ended. Try ' +
          'again later.',
        {
          details: { reason: 'activation-links' },
          ...(outcome === undefined ? {} : { retryAfterSeconds: outcome.retryAfterSeconds }),
        },
      );
    },
  };
}
