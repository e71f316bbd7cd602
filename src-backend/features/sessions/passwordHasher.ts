import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** Argon2id, OWASP's and security.md's least cost: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** How many may wait for their turn; beyond it an honest "try again" is better than an ever longer queue. */
const longestQueue = 256;

/** The form in which a password is hashed: the same characters, however the keyboard composed them (NIST 800-63B). */
const prepared = (password: string): string => password.normalize('NFKC');

/** Thrown when so many sign in at once that waiting makes no sense. */
export class TooManyHashesError extends Error {
  override readonly name = 'TooManyHashesError';
}

export interface PasswordHasher {
  /** The hash to store, in PHC format. */
  readonly hash: (password: string) => Promise<string>;
  /**
   * Whether the password belongs to the hash. Without a hash (unknown user, no password yet) the same work is done on
   * a dummy and the answer is no, so that time doesn't tell who exists.
   */
  readonly verify: (hash: string | null, password: string) => Promise<boolean>;
  /** Verifications so far, dummies included. */
  readonly verifications: () => number;
}

export function createPasswordHasher(slots = availableParallelism()): PasswordHasher {
  // Each needs 19 MiB and a core.
  const limit = pLimit(slots);
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= longestQueue) throw new TooManyHashesError('Too many passwords at once.');
    return await limit(work);
  };
  let dummy: Promise<string> | undefined;
  let verifications = 0;
  return {
    hash: (password) => inTurn(() => hash(prepared(password), cost)),
    verify: async (stored, password) => {
      verifications += 1;
      dummy ??= hash('no user has this password', cost);
      const against = stored ?? (await dummy);
      const right = await inTurn(() => verify(against, prepared(password)));
      return right && stored !== null;
    },
    verifications: () => verifications,
  };
}

/** Hashes one password outside of any request, for demo data and imports. */
export const hashPassword = (password: string): Promise<string> => hash(prepared(password), cost);
