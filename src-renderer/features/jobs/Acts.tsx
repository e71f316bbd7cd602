import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { Button } from '../../components/Button.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useToastStore } from '../../components/toasts/toastStore.ts';
import styles from './Jobs.module.css';

/** What was done to one user in this window and can be taken back, when its toast has long gone. */
export function Acts({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const tenantKey = useTenantKey();
  const store = useToastStore();
  const all = useStore(store, ({ acts }) => acts);
  const acts = all.filter((act) => act.tenantKey === tenantKey && act.planId === undefined).toReversed();
  if (acts.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="heading">
        {t('bulk.jobs.acts')}
      </h3>
      <ul className={styles['acts']}>
        {acts.map((act) => (
          <li key={act.id} className="line">
            <bdi className={styles['what']}>{act.what}</bdi>
            <span className="hint">
              <RelativeTime at={new Date(act.at).toISOString()} />
            </span>
            <Button
              look="link"
              aria-label={t('bulk.jobs.undoAct', { what: act.what })}
              onClick={() => {
                onDone();
                store.getState().takeBack(act.id);
              }}
            >
              {t('action.undo')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
