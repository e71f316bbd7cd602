import { useTranslation } from 'react-i18next';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { TenantPicker } from '../switcher/TenantPicker.tsx';
import { useNoSnapshot } from '../snapshot/snapshotStore.ts';
import styles from './ChooseTenant.module.css';

/** The first thing that staff of a service provider see: nothing happens before a tenant is chosen. */
export function ChooseTenant({ tenants }: { readonly tenants: readonly SwitcherTenant[] }) {
  const { t } = useTranslation();
  useNoSnapshot();
  const go = useConsole((state) => state.go);
  if (tenants.length === 0) {
    return <EmptyState title={t('choose.none')} text={t('choose.noneNext')} />;
  }
  return (
    <section className={styles['screen']} aria-labelledby="choose-title">
      <h1 id="choose-title" className={styles['title']}>
        {t('choose.title')}
      </h1>
      <div className={styles['list']}>
        <TenantPicker tenants={tenants} inView={null} onChoose={(tenantId) => go({ tenantId })} />
      </div>
    </section>
  );
}
