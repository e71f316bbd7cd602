import { ChevronDown } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { ruleOf } from '#shared/domain/userActions.ts';
import { Button } from '../../components/Button.tsx';
import { ariaKeys } from '../../components/commands/commands.tsx';
import { MenuOnDemand } from '../../components/MenuOnDemand.tsx';
import { bulkActionViews } from '../bulk/actions/index.tsx';

export interface SelectionActionsProps {
  readonly reasonOf: (kind: BulkAction['kind']) => string | null;
  readonly onAct: (kind: BulkAction['kind']) => void;
}

const kinds = Object.keys(bulkActionViews) as BulkAction['kind'][];
const [first, ...rest] = kinds.filter((kind) => ruleOf(kind).on === 'users') as [
  BulkAction['kind'],
  ...BulkAction['kind'][],
];

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
        icon={bulkActionViews[first].icon}
        reason={reasonOf(first)}
        aria-keyshortcuts={ariaKeys('assign-profiles')}
        onClick={() => onAct(first)}
      >
        {t(`userAction.${first}.label`)}
      </Button>
      {room ? (
        rest.map((kind) => (
          <Button key={kind} reason={reasonOf(kind)} onClick={() => onAct(kind)}>
            {t(`userAction.${kind}.label`)}
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
      <MenuOnDemand
        anchor={room ? null : anchor}
        actions={rest.map((kind) => ({
          label: t(`userAction.${kind}.label`),
          icon: bulkActionViews[kind].icon,
          danger: bulkActionViews[kind].danger,
          reason: reasonOf(kind),
          onSelect: () => onAct(kind),
        }))}
        onClose={() => setAnchor(null)}
      />
    </>
  );
}
