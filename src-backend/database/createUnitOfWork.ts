import { appendAudit } from './auditChain.ts';
import { callerFacts, callerStatement } from './callerStatements.ts';
import type { EnqueueOn } from './enqueue.ts';
import { kyselyOn } from './kyselyOn.ts';
import { storeMails } from './mailOutbox.ts';
import type { DirectorySchema, TenantSchema } from './schema.ts';
import type { SqlDatabase, SqlSession } from './sqlDatabase.ts';
import { inTransaction, type Opening } from './transaction.ts';
import type { AuditEntry, OutgoingMail, UnitOfWork, UnitScope, Work } from './unitOfWork.ts';

export interface UnitOfWorkDependencies {
  readonly database: SqlDatabase;
  /** Puts jobs into the queue on the transaction's own connection. */
  readonly enqueueOn: EnqueueOn;
  readonly now: () => Date;
}

/** What a unit of work has registered for its commit. */
interface Pending {
  readonly audit: AuditEntry[];
  readonly mails: OutgoingMail[];
  readonly jobs: { name: string; payload: object }[];
  readonly notices: (() => void)[];
}

const nothingPending = (): Pending => ({ audit: [], mails: [], jobs: [], notices: [] });

function workOn(session: SqlSession, scope: UnitScope, now: Date, pending: Pending): Work {
  return {
    db: kyselyOn<TenantSchema>(session),
    tenantId: scope.tenantId,
    actor: scope.actor,
    requestId: scope.requestId,
    now,
    audit: (...entries) => void pending.audit.push(...entries),
    mail: (...mails) => void pending.mails.push(...mails),
    enqueue: (name, payload) => void pending.jobs.push({ name, payload }),
    afterCommit: (notify) => void pending.notices.push(notify),
  };
}

/**
 * Writes what was registered, last of all: the audit head is the one row that all writers of a tenant share, so its
 * lock is held as briefly as can be.
 */
async function writePending(session: SqlSession, work: Work, pending: Pending, enqueueOn: EnqueueOn) {
  if (pending.mails.length > 0) {
    await storeMails(work, pending.mails);
    pending.jobs.push({ name: 'mail.send', payload: { tenantId: work.tenantId } });
  }
  if (pending.audit.length > 0) await appendAudit(work, pending.audit);
  if (pending.jobs.length > 0) pending.notices.push(await enqueueOn(session, pending.jobs));
}

/**
 * Runs `body` in one transaction as the application's role, and writes what it registered. `scopeOf` says who acts, by
 * the rows that the opening returned. After the commit it wakes who waits for it here, and says to every replica whose rows
 * may have changed.
 */
async function runUnit<S extends UnitScope, T>(
  { database, enqueueOn, now }: UnitOfWorkDependencies,
  opening: Omit<Opening, 'role'>,
  {
    scopeOf,
    body,
  }: {
    readonly scopeOf: (answer: readonly Record<string, unknown>[]) => S;
    readonly body: (work: Work, scope: S) => Promise<T>;
  },
): Promise<T> {
  let pending = nothingPending();
  let tenantId = '';
  const value = await inTransaction(
    database,
    { ...opening, role: 'tenantdesk_app' },
    async (session, answer) => {
      pending = nothingPending();
      const scope = scopeOf(answer);
      ({ tenantId } = scope);
      const work = workOn(session, scope, now(), pending);
      const result = await body(work, scope);
      await writePending(session, work, pending, enqueueOn);
      return result;
    },
  );
  for (const notify of pending.notices) notify();
  if (!opening.readOnly) database.signals.send(tenantId);
  return value;
}

export function createUnitOfWork(dependencies: UnitOfWorkDependencies): UnitOfWork {
  const { database } = dependencies;
  const unit =
    (readOnly: boolean) =>
    <T>(scope: UnitScope, body: (work: Work) => Promise<T>): Promise<T> =>
      runUnit(
        dependencies,
        { tenantId: scope.tenantId, readOnly, signal: scope.signal },
        { scopeOf: () => scope, body },
      );
  return {
    run: unit(false),
    read: unit(true),

    serve: ({ account, readOnly, ...scope }, authorize, body) =>
      runUnit(
        dependencies,
        { readOnly, also: callerStatement(account, scope.tenantId), signal: scope.signal },
        {
          scopeOf: (answer) => ({ ...scope, actor: authorize(callerFacts(answer)) }),
          body: (work, { actor }) => body(work, actor),
        },
      ),

    directory: (body) =>
      inTransaction(database, { role: 'tenantdesk_directory', readOnly: false }, (session) =>
        body(kyselyOn<DirectorySchema>(session)),
      ),

    tenantIds: () =>
      inTransaction(database, { role: 'tenantdesk_directory', readOnly: true }, async (session) => {
        const { rows } = await session.query<{ tenant_id: string }>(
          'select tenant_id from directory.tenants',
        );
        return rows.map((row) => row.tenant_id);
      }),
  };
}
