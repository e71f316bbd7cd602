import { useQueries, type QueryClient } from '@tanstack/react-query';
import type { Draft, KeptDraft } from '#shared/desktop/drafts.ts';
import type { OutputOf } from '#shared/desktop/index.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import type { Desktop } from '../bridge/desktop.ts';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { readKey, readOptions } from '../bridge/queries.ts';
import { useConsole } from './ConsoleContext.tsx';
import { useAccounts } from './useAccounts.ts';

/** Where the window has read the drafts of a tenant's account. */
export const draftsRead = (tenantKey: string) =>
  readKey('drafts.all', { accountId: readTenantKey(tenantKey).accountId });

export interface DraftKeeper {
  readonly keep: (draft: Draft) => void;
  /** Does nothing where nothing was kept. */
  readonly drop: (id: string) => void;
}

export interface DraftKeeperDeps {
  readonly desktop: Desktop;
  readonly queries: QueryClient;
  readonly tenantKey: string;
  /** A draft of it is kept already. */
  readonly isKept: boolean;
}

/** Keeps and drops the draft of one form. An engine that ends meanwhile is asked once more when it is back. */
export function createDraftKeeper({ desktop, queries, tenantKey, ...deps }: DraftKeeperDeps): DraftKeeper {
  let { isKept } = deps;
  return {
    keep(draft) {
      isKept = true;
      void asked(() => desktop.call('drafts.keep', { tenantKey, draft }));
    },
    drop(id) {
      if (!isKept) return;
      isKept = false;
      queries.setQueryData<OutputOf<'drafts.all'>>(
        draftsRead(tenantKey),
        (known) => known && { drafts: known.drafts.filter((draft) => draft.id !== id) },
      );
      void asked(() => desktop.call('drafts.drop', { tenantKey, id }));
    },
  };
}

async function asked(ask: () => ReturnType<Desktop['call']>): Promise<void> {
  const first = await ask();
  if (!first.ok && first.error.retryable) await ask();
}

/** What was typed and is in no open form, of all accounts, the newest first; nothing until they are wanted. */
export function useDrafts({ enabled }: { readonly enabled: boolean }): readonly KeptDraft[] {
  const desktop = useDesktop();
  const open = useConsole((state) => state.unsaved);
  const all = useQueries({
    queries: useAccounts().map(({ id }) => ({
      ...readOptions(desktop, 'drafts.all', { accountId: id }),
      enabled,
    })),
    combine: (answers) => answers.flatMap(({ data }) => data?.drafts ?? []),
  });
  return all.filter(({ id }) => !open.includes(id)).toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
}
