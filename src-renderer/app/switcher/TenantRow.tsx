import { Cloud, CloudOff, Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { classes } from '../../components/classes.ts';
import { Marked } from '../../components/Marked.tsx';
import { Tooltip } from '../../components/Tooltip.tsx';
import { TenantDot } from '../../components/TenantDot.tsx';
import { useAccountLabel } from '../../state/useAccounts.ts';
import { useFreshness } from '../../state/useFreshness.ts';
import { useOnline } from '../../state/useSync.ts';
import { useLive } from '../../state/liveStore.ts';
import styles from './Switcher.module.css';
import type { SwitcherRow } from './tenantRows.ts';
import { rowHeight } from './useVisibleRows.ts';

export interface TenantRowProps {
  readonly id: string;
  readonly row: Extract<SwitcherRow, { readonly kind: 'tenant' }>;
  readonly top: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly active: boolean;
  readonly inView: boolean;
  readonly position: number;
  readonly of: number;
  readonly onChoose: () => void;
  readonly onPin: () => void;
  readonly onPoint: () => void;
}

const indent = 18;

/** Dot, name, code, users, freshness of the copy, online state, pin. */
export function TenantRow({ row: { tenant, depth, whose, parent }, ...props }: TenantRowProps) {
  const { t } = useTranslation();
  const online = useOnline(tenant.key);
  const label = useAccountLabel(tenant.key);
  const State = online ? Cloud : CloudOff;
  return (
    // The focus stays in the filter, which moves the active option (ARIA combobox); this is the pointer's way.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      role="option"
      aria-selected={props.inView}
      aria-posinset={props.position}
      aria-setsize={props.of}
      className={classes(
        'line',
        styles['row'],
        props.active && styles['active'],
        props.inView && styles['inView'],
      )}
      style={{ top: props.top, height: rowHeight, paddingInlineStart: 16 + depth * indent }}
      onPointerMove={props.onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={props.onChoose}
    >
      <TenantDot color={tenant.color} />
      <div className={styles['names']}>
        <p className={`cut ${styles['name']}`}>
          <bdi>
            <Marked>{tenant.name}</Marked>
          </bdi>
        </p>
        <p className={`cut hint numbers ${styles['facts']}`}>
          <Marked>{tenant.code}</Marked> ·{' '}
          {t('switcher.users', { count: tenant.userCount, formatted: tenant.userCount.toLocaleString() })}
          {parent !== null && (
            <>
              {' · '}
              <bdi>{t('switcher.in', { parent })}</bdi>
            </>
          )}
          {whose && label !== null && <> · {label}</>}
        </p>
      </div>
      <span className={`line hint ${styles['freshness']}`}>
        <Freshness tenant={tenant} now={props.now} />
        <State aria-hidden />
        <span className="visually-hidden">{t(online ? 'switcher.online' : 'switcher.offline')}</span>
      </span>
      {/* For the pointer; the keyboard pins by Alt+P, since an option can't hold a button. */}
      <Tooltip text={t(tenant.pinned ? 'switcher.unpin' : 'switcher.pin')}>
        <span
          aria-hidden
          className={classes(styles['pin'], tenant.pinned && styles['pinned'])}
          onClick={(event) => {
            event.stopPropagation();
            props.onPin();
          }}
        >
          <Pin />
        </span>
      </Tooltip>
      {tenant.pinned && <span className="visually-hidden">{t('switcher.isPinned')}</span>}
    </div>
  );
}

function Freshness({ tenant, now }: { readonly tenant: SwitcherTenant; readonly now: number }) {
  const { t } = useTranslation();
  const freshness = useFreshness();
  const live = useLive((facts) => facts.syncs[tenant.key]);
  const { phase, asOf } = live ?? tenant.sync;
  if (phase === 'loading') return <>{t('switcher.loading')}</>;
  if (asOf === null) return <>{t('switcher.neverOpened')}</>;
  return <>{freshness(asOf, now)}</>;
}
