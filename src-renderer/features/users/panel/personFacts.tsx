import { useTranslation } from 'react-i18next';
import { defaultTimeZone } from '#shared/domain/formats.ts';
import { useTenantRead } from '../../../bridge/queries.ts';
import { useBackendRead } from '../../../bridge/useBackendRead.ts';
import { zoneLabel } from '../../../components/form/timeZones.ts';
import { useFieldLabel } from '../../../components/form/useFieldProps.ts';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { useReasons } from '../../../state/useTenant.ts';
import { authWords, secondFactorWords, sourceWords } from '../userWords.ts';
import { Facts } from './Facts.tsx';
import type { SectionProps } from './sections.tsx';
import styles from './UserPanel.module.css';
import { useSettled } from './useSettled.ts';

/** What the person may do, and how they get in. */
export function AccessFacts({ user }: SectionProps) {
  const { t } = useTranslation();
  const label = useFieldLabel('user');
  const { profileNames, roleNames } = user;
  return (
    <Facts
      facts={[
        {
          label: label('profileIds'),
          value: profileNames.length === 0 ? null : <Tags names={profileNames} />,
        },
        { label: label('roleIds'), value: roleNames.length === 0 ? null : <Tags names={roleNames} /> },
        { label: t('users.column.auth'), value: authWords(t, user) },
        { label: t('users.column.secondFactors'), value: secondFactorWords(t, user) },
        { label: t('users.column.lastLoginAt'), value: <RelativeTime at={user.lastLoginAt} /> },
        { label: t('users.column.accessExpiresAt'), value: <RelativeTime at={user.accessExpiresAt} /> },
      ]}
    />
  );
}

/** All of them: a panel is where nothing hides behind "+n". */
function Tags({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className={styles['tags']}>
      {names.map((name) => (
        <li key={name}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

export function ContactFacts({ user }: SectionProps) {
  const { t } = useTranslation();
  const label = useFieldLabel('user');
  const text = (field: 'jobTitle' | 'department' | 'employeeNumber') => ({
    label: label(field),
    value: user[field] === '' ? null : <bdi>{user[field]}</bdi>,
  });
  const phones = user.phones.map(({ kind, number }) => (
    <li key={`${kind} ${number}`}>
      <bdi>{number}</bdi>{' '}
      <span className="muted">{t(`users.form.phoneKinds.${kind}`, { defaultValue: kind })}</span>
    </li>
  ));
  return (
    <Facts
      facts={[
        { label: label('phones'), value: phones.length === 0 ? null : <ul>{phones}</ul> },
        text('jobTitle'),
        text('department'),
        text('employeeNumber'),
      ]}
    />
  );
}

/** What the person chose, or inherits. */
export function PreferenceFacts({ user }: SectionProps) {
  const { t } = useTranslation();
  const label = useFieldLabel('user');
  const { customerId, timeZone, currency } = user;
  const customer = useTenantRead('customers.one', { customerId }, { enabled: timeZone === null }).data;
  const zone = () => {
    if (timeZone !== null) return zoneLabel(timeZone);
    if (customer === undefined) return null;
    return customer.timeZone === null
      ? t('users.panel.zoneDefault', { zone: zoneLabel(defaultTimeZone) })
      : t('users.panel.zoneOfCustomer', { zone: zoneLabel(customer.timeZone) });
  };
  return (
    <Facts
      facts={[
        { label: label('timeZone'), value: zone() },
        { label: label('currency'), value: currency },
      ]}
    />
  );
}

/** Where the person came from. */
export function RecordFacts({ user }: SectionProps) {
  const { t } = useTranslation();
  return (
    <Facts
      facts={[
        { label: t('users.column.source'), value: sourceWords(t, user) },
        {
          label: t('users.panel.created'),
          value: (
            <>
              <RelativeTime at={user.createdAt} /> <Creator key={user.id} user={user} />
            </>
          ),
        },
        { label: t('users.panel.changed'), value: <RelativeTime at={user.updatedAt} /> },
      ]}
    />
  );
}

/** Who made them, as the audit log says; nothing where it can't be asked. */
function Creator({ user: { id } }: SectionProps) {
  const { t } = useTranslation();
  const settled = useSettled();
  const enabled = useReasons().ofChange('audit.read') === null && settled;
  const query = { targetId: id, type: 'user.created', limit: '1' } as const;
  const [event] = useBackendRead({ route: 'audit.list', query }, { enabled }).data?.items ?? [];
  return (
    event?.actor && <bdi className="muted">{t('users.panel.createdBy', { name: event.actor.name })}</bdi>
  );
}
