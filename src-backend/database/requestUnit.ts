import type { EnqueueOn } from './enqueue.ts';
import { type CallerFacts, callerFacts, callerStatements } from './callerStatements.ts';
import {
  committed,
  nothingPending,
  type UnitOfWorkDependencies,
  workOn,
  writePending,
} from './createUnitOfWork.ts';
import { inTransaction } from './transaction.ts';
import type { AccountReference, Actor, UnitScope, Work } from './unitOfWork.ts';

export interface RequestScope {
  readonly account: AccountReference;
  readonly tenantId: string;
  readonly requestId: string;
  readonly readOnly: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The unit of work of one request: like `UnitOfWork`, but it opens with who calls and what they may do, in the same
 * round trip. `authorize` turns those facts into the actor, or refuses.
 */
export interface RequestUnit {
  readonly serve: <A extends Actor, T>(
    scope: RequestScope,
    authorize: (facts: CallerFacts) => A,
    body: (work: Work, caller: A) => Promise<T>,
  ) => Promise<T>;
}

export function createRequestUnit(dependencies: UnitOfWorkDependencies): RequestUnit {
  const { database, now } = dependencies;
  const enqueueOn: EnqueueOn = dependencies.enqueueOn;
  return {
    serve: async (scope, authorize, body) => {
      let pending = nothingPending();
      const value = await inTransaction(
        database,
        {
          role: 'tenantdesk_app',
          readOnly: scope.readOnly,
          also: callerStatements(scope.account, scope.tenantId),
          signal: scope.signal,
        },
        async (session, answers) => {
          pending = nothingPending();
          const caller = authorize(callerFacts(answers));
          const unit: UnitScope = { tenantId: scope.tenantId, actor: caller, requestId: scope.requestId };
          const work = workOn(session, unit, now(), pending);
          const result = await body(work, caller);
          await writePending(session, work, pending, enqueueOn);
          return result;
        },
      );
      if (!scope.readOnly) committed(database, scope.tenantId, pending);
      return value;
    },
  };
}
