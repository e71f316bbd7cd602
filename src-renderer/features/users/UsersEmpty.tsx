import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { type ListScreen, NewItemButton } from '../../components/useListScreen.tsx';

export interface UsersEmptyProps {
  /** Nothing matches, as opposed to nobody being there. */
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly list: ListScreen;
}

export function UsersEmpty({ filtered, onClear, list }: UsersEmptyProps) {
  const { t } = useTranslation();
  return filtered ? (
    <EmptyState
      title={t('users.noMatch')}
      text={t('users.noMatchText')}
      action={<Button onClick={onClear}>{t('filter.clear')}</Button>}
    />
  ) : (
    <EmptyState
      icon={<Users aria-hidden />}
      title={t('users.empty')}
      text={t('users.emptyText')}
      action={<NewItemButton list={list}>{t('users.new')}</NewItemButton>}
    />
  );
}
