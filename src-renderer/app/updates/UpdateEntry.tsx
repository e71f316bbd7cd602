import { ArrowDownToLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../bridge/queries.ts';
import { Button } from '../../components/Button.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import styles from './Updates.module.css';
import { useUpdates } from './useUpdates.ts';

/** In the top bar: a newer version is there. Nothing while there is none, or while it comes by itself. */
export function UpdateEntry() {
  const { t } = useTranslation();
  const openUpdates = useConsole((state) => state.openUpdates);
  const step = useUpdates()?.step;
  if (step?.name !== 'found' && step?.name !== 'ready') return null;
  return (
    <Button look="quiet" icon={<ArrowDownToLine aria-hidden />} onClick={() => openUpdates(true)}>
      {step.name === 'ready' ? t('update.ready') : t('update.found', { version: step.offer.version })}
    </Button>
  );
}

/** Which version this is, and the way to newer ones. */
export function VersionLine({ onOpen }: { readonly onOpen?: () => void }) {
  const { t } = useTranslation();
  const openUpdates = useConsole((state) => state.openUpdates);
  const version = useRead('updates.current', undefined).data?.version ?? '';
  return (
    <p className={`line hint ${styles['version']}`}>
      {t('update.line', { version })}
      <Button
        look="link"
        onClick={() => {
          onOpen?.();
          openUpdates(true);
        }}
      >
        {t('update.open')}
      </Button>
    </p>
  );
}
