import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { errorOf } from '../../../bridge/desktop.ts';
import { useTenantKey } from '../../../bridge/TenantContext.tsx';
import { useBackendRead } from '../../../bridge/useBackendRead.ts';
import { Button } from '../../../components/Button.tsx';
import { problemLine } from '../../../components/errorWords.ts';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { useConsole, useGo } from '../../../state/ConsoleContext.tsx';
import { useReasons } from '../../../state/useTenant.ts';
import { auditGrid, noAuditFilter } from '../../audit/auditFilter.ts';
import { auditSentence } from '../../audit/auditWords.ts';
import { auditScreen } from '../../audit/screen.ts';
import type { SectionProps } from './sections.tsx';
import styles from './UserPanel.module.css';
import { useSettled } from './useSettled.ts';

const shown = 6;

/** What was done to the person last, and their sign-ins: of the audit log, which is never copied. */
export function RecentEvents({ user }: SectionProps) {
  return <Events key={`${user.id} ${user.version}`} user={user} />;
}

function Events({ user }: SectionProps) {
  const { t } = useTranslation();
  const { offline } = useReasons();
  const enabled = useSettled() && offline === null;
  const query = { targetId: user.id, limit: String(shown) };
  const { data, error } = useBackendRead({ route: 'audit.list', query }, { enabled });
  if (data === undefined) {
    const problem = error === null ? t('users.panel.eventsLoading') : problemLine(t, errorOf(error));
    return <p className="note">{offline === null ? problem : t('users.panel.eventsOffline')}</p>;
  }
  if (data.items.length === 0) return <p className="note">{t('users.panel.noEvents')}</p>;
  return (
    <>
      <ol className={`stack ${styles['events']}`}>
        {data.items.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ol>
      <ShowAll user={user} />
    </>
  );
}

/** The way to all that was done to somebody. */
function ShowAll({ user: { id, name } }: SectionProps) {
  const { t } = useTranslation();
  const tenantKey = useTenantKey();
  const go = useGo();
  const changeFilter = useConsole((state) => state.changeFilter);
  return (
    <Button
      look="link"
      className={styles['all']}
      onClick={() => {
        changeFilter(tenantKey, auditGrid, { ...noAuditFilter, person: { id, name } });
        go(auditScreen.at());
      }}
    >
      {t('users.panel.allEvents')}
    </Button>
  );
}

function Event({ event }: { readonly event: AuditEvent }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={styles['event']}>
      <bdi>{auditSentence(t, event, i18n.language)}</bdi>
      <span className="muted">
        <bdi>{event.actor?.name ?? t('audit.system')}</bdi> · <RelativeTime at={event.at} />
      </span>
    </li>
  );
}
