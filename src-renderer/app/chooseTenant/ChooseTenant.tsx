import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { Notice } from '../../components/Notice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { TenantPicker } from '../switcher/TenantPicker.tsx';
import { useNoSnapshot } from '../../snapshot/snapshotStore.ts';
import styles from './ChooseTenant.module.css';

/** The first thing that staff of a service provider see: nothing happens before a tenant is chosen. */
export function ChooseTenant({ tenants }: { readonly tenants: readonly SwitcherTenant[] }) {
  const { t } = useTranslation();
  useNoSnapshot();
  const go = useConsole((state) => state.go);
  if (tenants.length === 0) {
    return (
      <section className={styles['screen']}>
        <LostNotice />
        <EmptyState title={t('choose.none')} text={t('choose.noneNext')} />
      </section>
    );
  }
  return (
    <section className={styles['screen']} aria-labelledby="choose-title">
      <LostNotice />
      <h1 id="choose-title" className={styles['title']}>
        {t('choose.title')}
      </h1>
      <div className={styles['list']}>
        <TenantPicker tenants={tenants} inView={null} onChoose={(tenantId) => go({ tenantId })} />
      </div>
    </section>
  );
}

/** Why the tenant that was just in view is not there any more, and what became of what was typed. */
function LostNotice() {
  const { t } = useTranslation();
  const lost = useConsole((state) => state.lost);
  if (lost === null) return null;
  return (
    <Notice tone="caution" role="alert" className={styles['lost']}>
      <TriangleAlert aria-hidden />
      <div>
        <strong>{t('choose.lost', { tenant: lost.name })}</strong>
        <p>
          {lost.unsaved && t('choose.lostUnsaved')} {t('choose.lostRows')} {t('choose.lostNext')}
        </p>
      </div>
    </Notice>
  );
}
