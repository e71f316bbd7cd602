import { PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import type { KeptDraft } from '#shared/desktop/drafts.ts';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { useNow } from '../../components/RelativeTime.tsx';
import { useToastStore } from '../../components/toasts/toastStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { createDraftKeeper, draftsRead } from '../../state/drafts.ts';
import { useTenant } from '../../state/useTenant.ts';
import { shownScreen } from '../screens.ts';
import { Banner } from './Banner.tsx';

export interface DraftNoticeProps {
  readonly draft: KeptDraft;
  /** How many more there are. */
  readonly more: number;
}

/** Offers what somebody had typed when the window or the program went away. */
export function DraftNotice({ draft, more }: DraftNoticeProps) {
  const { t } = useTranslation();
  const go = useConsole((state) => state.go);
  const words = useWords(draft);
  const discard = useDiscard(draft);
  const { tenantKey } = draft;
  // Of an account whose list is still on its way.
  if (words === null) return null;
  return (
    <Banner icon={<PencilLine aria-hidden />}>
      <p>
        {words} {more > 0 && <span className="muted">{t('draft.more', { count: more })}</span>}
      </p>
      <Button look="link" onClick={() => go({ tenantKey, screen: shownScreen(draft.screen).screen, draft })}>
        {t('draft.continue')}
      </Button>
      <Button look="link" onClick={discard}>
        {t('draft.discard')}
      </Button>
    </Banner>
  );
}

function useWords({ tenantKey, keptAt, title, subject }: KeptDraft): string | null {
  const { t, i18n } = useTranslation();
  const tenant = useTenant(tenantKey);
  const now = useNow(30_000);
  if (tenant === undefined) return null;
  const at = Date.parse(keptAt);
  const age = now - at < 60_000 ? t('draft.justNow') : relativeTime(at, now, i18n.language);
  const facts = { tenant: tenant.name, age };
  return subject === null
    ? t('draft.new', { ...facts, title })
    : t('draft.edit', { ...facts, name: subject });
}

/** Takes it away at once; for some seconds it can be taken back. */
function useDiscard({ tenantKey, keptAt: _, ...draft }: KeptDraft): () => void {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const queries = useQueryClient();
  const { show } = useToastStore().getState();
  const restore = async () => {
    await desktop.call('drafts.keep', { tenantKey, draft });
    await queries.invalidateQueries({ queryKey: draftsRead(tenantKey) });
  };
  return () => {
    createDraftKeeper({ desktop, queries, tenantKey, isKept: true }).drop(draft.id);
    const undo = { what: t('draft.discard'), run: () => void restore() };
    show({ tenantKey, tone: 'plain', text: t('draft.discarded'), undo });
  };
}
