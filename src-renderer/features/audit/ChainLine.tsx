import { useTranslation } from 'react-i18next';
import { useBackendRead } from '../../bridge/useBackendRead.ts';
import { StatusDot } from '../../components/StatusDot.tsx';
import { useOnline } from '../../state/useSync.ts';

/** Whether the log's hash chain holds, said quietly while it does. */
export function ChainLine() {
  const { t } = useTranslation();
  const online = useOnline();
  const { data, error } = useBackendRead({ route: 'audit.verify' }, { enabled: online });
  const line = () => {
    if (data === undefined)
      return error === null && online ? t('audit.chain.checking') : t('audit.chain.unknown');
    return data.intact ? (
      <StatusDot tone="positive" label={t('audit.chain.intact', { count: data.events })} />
    ) : (
      <StatusDot tone="negative" label={t('audit.chain.broken', { at: data.brokenAt ?? 0 })} />
    );
  };
  return (
    <p className="note" role="status">
      {line()}
    </p>
  );
}
