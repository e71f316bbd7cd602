import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { Button } from '../../components/Button.tsx';
import { actionIcons } from './actionIcons.tsx';

const ActionMenu = lazy(async () => ({
  default: (await import('../../components/ActionMenu.tsx')).ActionMenu,
}));

export interface SelectionActionsProps {
  readonly reasonOf: (kind: BulkAction['kind']) => string | null;
  readonly onAct: (kind: BulkAction['kind']) => void;
}

const rest = ['activate', 'deactivate', 'resend-activation', 'delete'] as const;

/** From here on all actions stand side by side; below, all but the first move into a menu. */
const roomForAll = '(min-width: 1560px)';

function useRoom(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = globalThis.matchMedia?.(roomForAll);
      query?.addEventListener('change', changed);
      return () => query?.removeEventListener('change', changed);
    },
    () => globalThis.matchMedia?.(roomForAll)?.matches ?? false,
  );
}

/** What can be done to the selected users, top right (B2, B3). */
export function SelectionActions({ reasonOf, onAct }: SelectionActionsProps) {
  const { t } = useTranslation();
  const room = useRoom();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        icon={actionIcons['assign-profiles']}
        reason={reasonOf('assign-profiles')}
        aria-keyshortcuts="P"
        onClick={() => onAct('assign-profiles')}
      >
        {t('users.action.assign-profiles')}
      </Button>
      {room ? (
        rest.map((kind) => (
          <Button key={kind} reason={reasonOf(kind)} onClick={() => onAct(kind)}>
            {t(`users.action.${kind}`)}
          </Button>
        ))
      ) : (
        <Button
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          aria-label={t('users.action.more')}
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        >
          {t('users.action.moreShort')}
          <ChevronDown aria-hidden />
        </Button>
      )}
      {anchor !== null && !room && (
        <Suspense fallback={null}>
          <ActionMenu
            anchor={anchor}
            actions={rest.map((kind) => ({
              id: kind,
              label: t(`users.action.${kind}`),
              icon: actionIcons[kind],
              danger: kind === 'delete',
              reason: reasonOf(kind),
              onSelect: () => onAct(kind),
            }))}
            onClose={() => setAnchor(null)}
          />
        </Suspense>
      )}
    </>
  );
}
