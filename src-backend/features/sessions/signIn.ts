import { emailKey } from '#shared/domain/email.ts';
import type { AccountReference, UnitOfWork } from '../../database/unitOfWork.ts';
import { type Attempts, attemptKeyOf, type Charge } from './attempts.ts';
import type { Background } from './background.ts';
import type { PasswordHasher } from './passwordHasher.ts';
import { noteFailure, noteSignIn, placesOf, readSignInUser, type SignInUser } from './store.ts';

export type SignInOutcome =
  /** Unknown address, no password yet, wrong password: one answer. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly retryAfterSeconds: number | null }
  /** The password is right, but the account may not sign in. */
  | {
      readonly kind: 'refused';
      readonly reason: NonNullable<SignInUser['refusal']>;
      readonly tenantName: string;
    }
  /** At least one; where there are several, the person chooses. */
  | { readonly kind: 'right'; readonly users: readonly SignInUser[] };

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** The browser's name, if it has signed in to this account before. */
  readonly device: string | null;
  readonly requestId: string;
}

export interface SignIn {
  readonly verify: (request: SignInRequest) => Promise<SignInOutcome>;
  /** Notes the sign-in with its session; undefined if the user may no longer sign in. */
  readonly complete: (
    account: AccountReference,
    session: { readonly id: string; readonly requestId: string },
  ) => Promise<SignInUser | undefined>;
}

export interface SignInDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly hasher: PasswordHasher;
  readonly attempts: Attempts;
  readonly background: Background;
}

/** Stands in where an address is known nowhere, so that the same steps are taken. */
const nobody: AccountReference = {
  tenantId: '00000000-0000-0000-0000-000000000000',
  userId: '00000000-0000-0000-0000-000000000000',
};

const target = (user: SignInUser) => ({ kind: 'user', id: user.userId, label: user.name });

/** Signing in with e-mail and password (A1). Who exists can't be told from an answer, its time or a lock. */
export function createSignIn(dependencies: SignInDependencies): SignIn {
  const { unitOfWork, hasher, attempts, background } = dependencies;
  const scope = (tenantId: string, requestId: string) => ({ tenantId, actor: 'system', requestId }) as const;

  const read = (place: AccountReference, requestId: string): Promise<SignInUser | undefined> =>
    unitOfWork.read(scope(place.tenantId, requestId), (reading) => readSignInUser(reading, place));

  function noteFailures(
    users: readonly SignInUser[],
    charge: Charge & { kind: 'allowed' },
    request: SignInRequest,
  ) {
    const lockedUntil = request.device === null ? charge.lockedUntil : null;
    for (const user of users) {
      background.run('note a failed sign-in', () =>
        unitOfWork.run(scope(user.tenantId, request.requestId), async (work) => {
          await noteFailure(work, user.userId, lockedUntil);
          const reason = user.passwordHash === null ? 'no-password' : 'wrong-password';
          work.audit({
            type: 'session.sign-in-failed',
            target: target(user),
            details: { reason, failuresInARow: charge.failures },
          });
        }),
      );
    }
  }

  function noteRefusal(user: SignInUser, reason: string, requestId: string): void {
    background.run('note a refused sign-in', () =>
      unitOfWork.run(scope(user.tenantId, requestId), async (work) => {
        work.audit({ type: 'session.refused', target: target(user), details: { reason } });
      }),
    );
  }

  return {
    verify: async (request) => {
      const { password, device, requestId } = request;
      const attemptKey = attemptKeyOf(emailKey(request.email), device);
      const charge = await attempts.charge(attemptKey);
      if (charge.kind === 'locked') return charge;

      const places = await unitOfWork.directory((db) => placesOf(db, request.email));
      const found = await Promise.all(
        (places.length > 0 ? places : [nobody]).map(async (place) => {
          const user = await read(place, requestId);
          const right = await hasher.verify(user?.passwordHash ?? null, password);
          return { user, right };
        }),
      );
      const known = found.flatMap(({ user }) => (user === undefined ? [] : [user]));
      const right = found.flatMap((one) => (one.right && one.user?.activated === true ? [one.user] : []));
      if (right.length === 0) {
        noteFailures(known, charge, request);
        return { kind: 'wrong' };
      }
      await attempts.clear(attemptKey);

      const usable = right.filter(({ refusal }) => refusal === null);
      if (usable.length > 0) return { kind: 'right', users: usable };
      const [refused] = right;
      const reason = refused?.refusal ?? null;
      if (refused === undefined || reason === null) return { kind: 'wrong' };
      noteRefusal(refused, reason, requestId);
      return { kind: 'refused', reason, tenantName: refused.tenant.name };
    },

    complete: (account, session) =>
      unitOfWork.run(scope(account.tenantId, session.requestId), async (work) => {
        if (!(await noteSignIn(work, account.userId))) return undefined;
        const user = await readSignInUser(work, account);
        if (user === undefined) return undefined;
        const { tenantId, userId, name } = user;
        work.audit({
          type: 'session.signed-in',
          actor: { tenantId, userId, name },
          target: target(user),
          details: { sessionId: session.id },
        });
        return user;
      }),
  };
}
