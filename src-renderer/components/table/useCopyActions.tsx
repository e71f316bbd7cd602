import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { useToast } from '../toasts/toastStore.ts';
import { rowText, textOf } from './cellText.ts';
import type { MenuAction, TableColumn, TableRow } from './types.ts';

/** Entries that copy something of a row in the words that are shown. */
export function useCopyActions<R extends TableRow>(
  columns: readonly TableColumn<R>[],
): (row: R, field: string) => readonly MenuAction[] {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const toast = useToast();
  const copy = async (text: string) => {
    const { ok } = await desktop.call('window.copyText', { text });
    if (ok) toast({ tone: 'plain', text: t('grid.copied') });
  };
  const entry = (label: string, text: string): MenuAction => ({
    label,
    icon: <Copy aria-hidden />,
    reason: text === '' ? t('grid.nothingToCopy') : null,
    onSelect: () => void copy(text),
  });
  return (row, field) => {
    const column = columns.find((one) => one.field === field);
    const email = columns.find((one) => one.field === 'email');
    return [
      ...(email === undefined ? [] : [entry(t('grid.copyEmail'), textOf(email, row))]),
      ...(column === undefined || column === email ? [] : [entry(t('grid.copyCell'), textOf(column, row))]),
      entry(t('grid.copyRow'), rowText(columns, row)),
    ].map((action, at) => (at === 0 ? { ...action, apart: true } : action));
  };
}
