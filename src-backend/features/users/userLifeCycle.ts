import { refuse, type Refusal } from '#shared/api/errors.ts';
import type { User } from '#shared/api/users.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { notFound, notAllowed, unknownReference } from '../../access/refusals.ts';
import type { Caller } from '../../access/caller.ts';
import { guardAction } from '../../access/guards.ts';
import { findMightierUsers } from '../../access/store.ts';
import { fieldChanges } from '../fieldChanges.ts';
import type { Seen } from '../versionedRows.ts';
import type { Activation } from '../activation/createActivation.ts';
import { endSessions } from '../sessions/store.ts';
import { userTarget } from './auditFields.ts';
import { deleteUsers } from './deleteUsers.ts';
import { emailTaken } from './emailTaken.ts';
import { purgeUsers } from './purgeUsers.ts';
import { findBinned, purgeTime, whatKeeps } from './recycleBinStore.ts';
import { restoreUsers } from './restoreUsers.ts';
import { userRows } from './store.ts';

/** What begins and ends a user's access (U5, U7). Each refuses what the guards forbid, with the reason. */
export interface UserLifeCycle {
  readonly activate: (work: Work, account: Caller, seen: Seen) => Promise<User>;
  /** Ends sessions at once; keeps the data. */
  readonly deactivate: (work: Work, account: Caller, seen: Seen) => Promise<User>;
  /** Access ends at once; `restorableUntil` is null where the tenant deletes for good. */
  readonly delete: (
    work: Work,
    account: Caller,
    seen: Seen,
  ) => Promise<{ readonly id: string; readonly restorableUntil: string | null }>;
  /** Refuses EMAIL_TAKEN if the address was given away meanwhile. */
  readonly restore: (work: Work, account: Caller, userId: string) => Promise<User>;
  /** Deletes somebody in the recycle bin for good. Whoever brings nobody mightier back ends nobody mightier either. */
  readonly purge: (work: Work, account: Caller, userId: string) => Promise<{ readonly id: string }>;
  readonly resendActivation: (work: Work, account: Caller, userId: string) => Promise<User>;
}

function customerGone(): Refusal {
  const message = 'The customer of this user was deleted.';
  return refuse('VALIDATION_FAILED', `${message} Nothing was saved. Restore them to another customer.`, {
    fields: [{ ...unknownReference('customerId'), message }],
  });
}

export function createUserLifeCycle({ activation }: { readonly activation: Activation }): UserLifeCycle {
  async function switchAccess(
    work: Work,
    account: Caller,
    seen: Seen,
    action: 'activate' | 'deactivate',
  ): Promise<User> {
    const user = await userRows.seen(work, seen);
    await guardAction(work, account, action, user);
    const disabledAt = action === 'deactivate' ? work.now : null;
    await userRows.change(work, seen, { disabled_at: disabledAt });
    if (action === 'deactivate') await endSessions(work, [user.id]);
    work.audit({
      type: action === 'deactivate' ? 'user.deactivated' : 'user.activated',
      target: userTarget(user),
      changes: fieldChanges(
        { disabledAt: user.disabledAt },
        { disabledAt: disabledAt?.toISOString() ?? null },
      ),
    });
    return userRows.get(work, user.id);
  }

  return {
    activate: (work, account, seen) => switchAccess(work, account, seen, 'activate'),
    deactivate: (work, account, seen) => switchAccess(work, account, seen, 'deactivate'),

    async delete(work, account, seen) {
      const user = await userRows.lock(work, seen);
      await guardAction(work, account, 'delete', user);
      const mode = await deleteUsers(work, [user]);
      return {
        id: user.id,
        restorableUntil: mode === 'recycle-bin' ? purgeTime(work.now).toISOString() : null,
      };
    },

    async restore(work, account, userId) {
      const binned = await findBinned(work, userId);
      if (binned === null) throw notFound();
      if (!binned.customerExists) throw customerGone();
      const { restored, mightier } = await restoreUsers(work, account, [userId]);
      if (mightier.has(userId)) throw notAllowed('more-rights-than-you');
      if (restored.length === 0) {
        const keeps = (await whatKeeps(work, [userId])).get(userId);
        throw keeps === 'customer-gone'
          ? customerGone()
          : await emailTaken(work, account, binned.email, 'email');
      }
      const user = await userRows.get(work, userId);
      work.audit({ type: 'user.restored', target: userTarget(user), details: { email: user.email } });
      return user;
    },

    async purge(work, account, userId) {
      if ((await findBinned(work, userId)) === null) throw notFound();
      const compared = {
        actor: account,
        scope: 'everywhere',
        userIds: [userId],
        among: 'recycle-bin',
      } as const;
      if ((await findMightierUsers(work, compared)).size > 0) throw notAllowed('more-rights-than-you');
      await purgeUsers(work, [userId]);
      return { id: userId };
    },

    async resendActivation(work, account, userId) {
      // Held, because the link could go to an address that an admin is just correcting.
      const user = await userRows.hold(work, userId);
      await guardAction(work, account, 'resend-activation', user);
      await activation.issue(work, user);
      return userRows.get(work, userId);
    },
  };
}
