import { apiError, Refusal, refuse } from '#shared/api/errors.ts';
import type { AccountReport } from '#shared/desktop/diagnostics.ts';
import type { EngineToMain, MainToEngine } from '#shared/desktop/engineProtocol.ts';
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import { wipeCopy } from './cache/copy.ts';
import type { Accounts } from './commands/registry.ts';
import { accountReport } from './features/diagnostics/accountReport.ts';
import { type OpenAccount, openAccount, type OpenAccountDeps } from './openAccount.ts';
import type { TokenQuestions } from './tokenQuestions.ts';

/** The accounts that main has handed over. What happens to one leaves the others alone. */
export interface OpenAccounts extends Accounts {
  open(message: Extract<MainToEngine, { type: 'open' }>): void;
  close(message: Extract<MainToEngine, { type: 'close' }>): void;
  /** What can be said of those that are open and can be read. */
  reports(): AccountReport[];
}

export interface OpenAccountsDeps extends Omit<
  OpenAccountDeps,
  'account' | 'location' | 'accessTokens' | 'onDisabled'
> {
  readonly post: (message: EngineToMain) => void;
  readonly tokens: TokenQuestions;
  readonly nativeBinding: string | null;
  /** How long a call waits for main to open its account, in milliseconds. */
  readonly patience: number;
}

/** One account as main knows it. */
interface Held {
  open: OpenAccount | null;
  /** Its copy can be wiped even when it could not be opened. */
  file: string | null;
  /** Opening and closing happen one after another, whatever the order in which they end. */
  lifeCycle: Promise<void>;
}

export function createOpenAccounts(deps: OpenAccountsDeps): OpenAccounts {
  const { clock, log, post } = deps;
  const accounts = new Map<string, Held>();
  const waiting = new Set<() => void>();

  function inOrder(accountId: string, work: (held: Held) => Promise<void>): void {
    const held = accounts.get(accountId) ?? { open: null, file: null, lifeCycle: Promise.resolve() };
    accounts.set(accountId, held);
    held.lifeCycle = held.lifeCycle
      .then(() => work(held))
      .catch((error: unknown) => log.write('error', 'life cycle failed', exceptionFacts(error)));
  }

  async function open(held: Held, message: Extract<MainToEngine, { type: 'open' }>): Promise<void> {
    const { account, copy } = message;
    const accountId = account.id;
    await close(held, { wipe: false });
    held.file = copy?.file ?? null;
    try {
      held.open = openAccount({
        ...deps,
        account,
        location: { copy, nativeBinding: deps.nativeBinding },
        accessTokens: deps.tokens.of(accountId),
        onDisabled: (error) => post({ type: 'account-disabled', accountId, error }),
      });
      for (const look of waiting) look();
      post({ type: 'opened', accountId });
    } catch (error) {
      if (!(error instanceof Refusal)) log.write('error', 'account not opened', exceptionFacts(error));
      const failure = apiError('CACHE_UNAVAILABLE', 'The local copy cannot be opened. Nothing was changed.');
      post({ type: 'open-failed', accountId, error: error instanceof Refusal ? error.error : failure });
    }
  }

  async function close(held: Held, { wipe }: { readonly wipe: boolean }): Promise<void> {
    const closing = held.open;
    held.open = null;
    await closing?.close();
    if (wipe && held.file !== null) wipeCopy(held.file);
  }

  /** A window may be faster than main, which fetches the key of the copy first. */
  async function opened(accountId: string): Promise<OpenAccount> {
    const held = (): OpenAccount | null => accounts.get(accountId)?.open ?? null;
    if (held() === null) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (held() !== null) resolve();
      };
      waiting.add(look);
      const cancel = clock.after(deps.patience, resolve);
      await promise;
      cancel();
      waiting.delete(look);
    }
    const account = held();
    if (account === null) throw notSignedIn();
    return account;
  }

  function reportOf({ open: account, file }: Held): AccountReport[] {
    if (account === null) return [];
    try {
      return [accountReport(account.context(), file)];
    } catch (error) {
      log.write('warn', 'no report of an account', exceptionFacts(error));
      return [];
    }
  }

  return {
    reports: () => [...accounts.values()].flatMap(reportOf),
    open: (message) => inOrder(message.account.id, (held) => open(held, message)),
    close: ({ accountId, wipe }) =>
      inOrder(accountId, async (held) => {
        await close(held, { wipe }).finally(() => {
          post({ type: 'closed', accountId });
        });
      }),
    context: async (accountId) => (await opened(accountId)).context(),
    async repair(damaged) {
      const account = accounts.get(damaged.accountId)?.open;
      if (account === undefined || account === null) throw notSignedIn();
      await account.repair(damaged);
    },
  };
}

function notSignedIn(): Refusal {
  return refuse('NOT_SIGNED_IN', 'This account is not open. Nothing was saved; sign in first.');
}
