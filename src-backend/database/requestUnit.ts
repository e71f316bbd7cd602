import { type CallerFacts, callerFacts, callerStatements } from './callerStatements.ts';
import { runUnit, type UnitOfWorkDependencies } from './createUnitOfWork.ts';
import type { AccountReference, Actor, Work } from './unitOfWork.ts';

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
  return {
    serve: ({ account, tenantId, requestId, readOnly, signal }, authorize, body) =>
      runUnit(
        dependencies,
        { readOnly, also: callerStatements(account, tenantId), signal },
        {
          scopeOf: (answers) => ({ tenantId, requestId, actor: authorize(callerFacts(answers)) }),
          body: (work, { actor }) => body(work, actor),
        },
      ),
  };
}
