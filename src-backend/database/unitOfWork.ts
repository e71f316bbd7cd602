import type { Kysely } from 'kysely';
import type { AuditChange } from '#shared/api/audit.ts';
import type { AuditEventType } from '#shared/domain/auditEventTypes.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import type { JobName, JobPayloads } from '../jobNames.ts';
import type { CallerFacts } from './callerStatements.ts';
import type { DirectorySchema, TenantSchema } from './schema.ts';

/** Reads only: the type has no insert, update or delete, and its transaction is READ ONLY. */
export type ReadableDatabase = Pick<
  Kysely<TenantSchema>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'withRecursive' | 'fn' | 'case' | 'dynamic' | 'getExecutor'
>;
/** Reads and writes; wherever a reader is wanted, this will do too. */
export type WritableDatabase = Kysely<TenantSchema>;
export type DirectoryDatabase = Kysely<DirectorySchema>;

/** A signed-in identity: a user of its home tenant. */
export interface AccountReference {
  readonly tenantId: string;
  readonly userId: string;
  /** The session (a grant, a UUID) that the request's token belongs to; its end ends the token. */
  readonly sessionId?: string;
}

/** Who acts, with what its roles allow in the tenant in hand; `system` for jobs and for what happens by itself. */
export type Actor =
  | (AccountReference & {
      readonly name: string;
      readonly email: string;
      readonly permissions: readonly Permission[];
    })
  | 'system';

export interface AuditEntry {
  readonly type: AuditEventType;
  readonly target?: { readonly kind: string; readonly id: string; readonly label: string };
  readonly changes?: readonly AuditChange[];
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  /** Instead of the unit of work's actor, where somebody else acted (a person at the sign-in page). */
  readonly actor?: AccountReference & { readonly name: string };
}

export interface OutgoingMail {
  /** Such as `activation`: for the log, limits and tests. */
  readonly kind: string;
  readonly userId?: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** When what it says has run out: it is not sent any more from then on. */
  readonly uselessAt?: Date;
}

export interface Reading {
  readonly db: ReadableDatabase;
  readonly tenantId: string;
  readonly actor: Actor;
  /** One time for everything in this unit of work. */
  readonly now: Date;
  readonly requestId: string;
}

/** Everything registered here is written at commit, in the same transaction as the rows, or not at all. */
export interface Work extends Reading {
  readonly db: WritableDatabase;
  readonly audit: (...entries: readonly AuditEntry[]) => void;
  readonly mail: (...mails: readonly OutgoingMail[]) => void;
  readonly enqueue: <N extends JobName>(name: N, payload: JobPayloads[N]) => void;
  /** Runs once the commit has succeeded; for waking somebody up, never for anything that must not be lost. */
  readonly afterCommit: (notify: () => void) => void;
}

export interface UnitScope {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly requestId: string;
  readonly signal?: AbortSignal;
}

/** Where an account acts. */
export interface AccountScope extends Omit<UnitScope, 'actor'> {
  readonly account: AccountReference;
  readonly readOnly: boolean;
}

/**
 * One transaction as the unprivileged role, with the tenant set for row-level security. What `body` throws rolls
 * everything back and is thrown on. A deadlock or serialization failure runs `body` again (so it must not have effects
 * outside the database). A database that is away is the refusal DATABASE_UNAVAILABLE.
 */
export interface UnitOfWork {
  readonly run: <T>(scope: UnitScope, body: (work: Work) => Promise<T>) => Promise<T>;
  readonly read: <T>(scope: UnitScope, body: (reading: Reading) => Promise<T>) => Promise<T>;
  /**
   * For the account that a request is from: opens with who it is and what it may do, in the same round trip. `authorize`
   * turns those facts into the actor, or refuses.
   */
  readonly serve: <A extends Actor, T>(
    scope: AccountScope,
    authorize: (facts: CallerFacts) => A,
    body: (work: Work, actor: A) => Promise<T>,
  ) => Promise<T>;
  /** What must be found before a tenant is known; a role that can see nothing else. */
  readonly directory: <T>(body: (db: DirectoryDatabase) => Promise<T>) => Promise<T>;
  /** Ids of all tenants, for jobs that go through each. */
  readonly tenantIds: () => Promise<readonly string[]>;
}
