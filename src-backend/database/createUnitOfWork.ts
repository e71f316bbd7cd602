import type { EnqueueOn } from './enqueue.ts';
import { appendAudit } from './auditChain.ts';
import { kyselyOn } from './kyselyOn.ts';
import { storeMails } from './mailOutbox.ts';
import type { DirectorySchema, TenantSchema } from './schema.ts';
import type { SqlDatabase, SqlSession } from './sqlDatabase.ts';
import { inTransaction } from './transaction.ts';
import type { AuditEntry, OutgoingMail, UnitOfWork, UnitScope, Work } from './unitOfWork.ts';

export interface UnitOfWorkDependencies {
  readonly database: SqlDatabase;
  /** Puts jobs into the queue on the transaction's own connection. */
  readonly enqueueOn: EnqueueOn;
  readonly now: () => Date;
}

/** What a unit of work has registered for its commit. */
export interface Pending {
  readonly audit: AuditEntry[];
  readonly mails: OutgoingMail[];
  readonly jobs: { name: string; payload: object }[];
  readonly notices: (() => void)[];
}

export const nothingPending = (): Pending => ({ audit: [], mails: [], jobs: [], notices: [] });

export function workOn(session: SqlSession, scope: UnitScope, now: Date, pending: Pending): Work {
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
export async function writePending(
  session: SqlSession,
  work: Work,
  pending: Pending,
  enqueueOn: EnqueueOn,
): Promise<void> {
  if (pending.mails.length > 0) {
    await storeMails(work, pending.mails);
    pending.jobs.push({ name: 'mail.send', payload: { tenantId: work.tenantId } });
  }
  if (pending.audit.length > 0) await appendAudit(work, pending.audit);
  if (pending.jobs.length > 0) pending.notices.push(await enqueueOn(session, pending.jobs));
}

/** After the commit: wakes who waits for it here, and says to every replica whose rows may have changed. */
export function committed({ signals }: SqlDatabase, tenantId: string, { notices }: Pending): void {
  for (const notify of notices) notify();
  signals.send(tenantId);
}

export function createUnitOfWork({ database, enqueueOn, now }: UnitOfWorkDependencies): UnitOfWork {
  return {
    run: async (scope, body) => {
      let pending = nothingPending();
      const value = await inTransaction(
        database,
        { role: 'tenantdesk_app', tenantId: scope.tenantId, readOnly: false, signal: scope.signal },
        async (session) => {
          pending = nothingPending();
          const work = workOn(session, scope, now(), pending);
          const result = await body(work);
          await writePending(session, work, pending, enqueueOn);
          return result;
        },
      );
      committed(database, scope.tenantId, pending);
      return value;
    },

    read: (scope, body) =>
      inTransaction(
        database,
        { role: 'tenantdesk_app', tenantId: scope.tenantId, readOnly: true, signal: scope.signal },
        (session) => body(workOn(session, scope, now(), nothingPending())),
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
