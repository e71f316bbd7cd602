import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../../components/classes.ts';
import { Marked } from '../../components/Marked.tsx';
import { StatusDot } from '../../components/StatusDot.tsx';
import { TenantDot } from '../../components/TenantDot.tsx';
import { statusLook } from '../../features/users/statusLook.ts';
import { useAccountLabel } from '../../state/useAccounts.ts';
import { useFreshness } from '../../state/useFreshness.ts';
import { useListOf } from '../../state/useTenantList.ts';
import styles from './Find.module.css';
import type { FoundChoice, FoundLines } from './foundLines.ts';

export interface FoundGroupLinesProps extends FoundLines {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The place of the active line. */
  readonly active: number;
  readonly optionId: (place: number) => string;
  readonly onChoose: (choice: FoundChoice) => void;
  readonly onPoint: (place: number) => void;
}

/** A tenant with whom was found in it: how true that is, and the way to all of them. */
export function FoundGroupLines({ group, choices, now, active, optionId, ...on }: FoundGroupLinesProps) {
  const { t } = useTranslation();
  const { tenant, provenance } = group;
  const parent = useListOf(tenant.key)?.tenants.find(({ id }) => id === tenant.parentId);
  const whose = useAccountLabel(tenant.key);
  const freshness = useFreshness();
  const headingId = `${optionId(choices[0]?.place ?? 0)}-of`;
  return (
    <div role="group" aria-labelledby={headingId}>
      <div id={headingId} className={`line hint ${styles['tenant']}`}>
        <TenantDot color={tenant.color} />
        <bdi className={`cut ${styles['name']}`}>{tenant.name}</bdi>
        {tenant.kind === 'sub-tenant' && parent !== undefined && (
          <bdi className="cut">{t('find.inTenant', { parent: parent.name })}</bdi>
        )}
        {whose !== null && <span className="cut">{whose}</span>}
        <span className={styles['freshness']}>
          {provenance.source === 'backend'
            ? t('find.fromBackend')
            : provenance.asOf !== null && freshness(provenance.asOf, now)}
        </span>
      </div>
      {choices.map(({ choice, place }) => (
        // The focus stays in the field, which moves the active option (ARIA combobox); this is the pointer's way.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={place}
          id={optionId(place)}
          role="option"
          aria-selected={place === active}
          className={classes('line', styles['option'], place === active && styles['active'])}
          onPointerMove={() => on.onPoint(place)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => on.onChoose(choice)}
        >
          {choice.kind === 'person' ? <Person {...choice} /> : <All {...choice} />}
        </div>
      ))}
    </div>
  );
}

function Person({ person }: Extract<FoundChoice, { readonly kind: 'person' }>) {
  const { t } = useTranslation();
  const { name, email, customerTitle, numbers, status } = person;
  return (
    <>
      <div className={styles['who']}>
        <p className="cut">
          <bdi>
            <Marked>{name}</Marked>
          </bdi>
        </p>
        <p className="cut hint">
          {numbers.map((number) => (
            <Fragment key={number}>
              <bdi dir="ltr">
                <Marked>{number}</Marked>
              </bdi>
              {' · '}
            </Fragment>
          ))}
          <bdi dir="ltr">
            <Marked>{email}</Marked>
          </bdi>
          {customerTitle !== '' && (
            <>
              {' · '}
              <bdi>
                <Marked>{customerTitle}</Marked>
              </bdi>
            </>
          )}
        </p>
      </div>
      <span className={`hint ${styles['status']}`}>
        <StatusDot {...statusLook[status]} label={t(`users.status.${status}`)} />
      </span>
    </>
  );
}

function All({ group }: Extract<FoundChoice, { readonly kind: 'all' }>) {
  const { t } = useTranslation();
  const { tenant, total, totalIsExact } = group;
  return (
    <span className={`cut ${styles['all']}`}>
      {totalIsExact
        ? t('find.seeAll', { count: total, tenant: tenant.name })
        : t('find.seeMore', { tenant: tenant.name })}
    </span>
  );
}
