import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { Button } from '../../components/Button.tsx';
import { useConsole, useGo } from '../../state/ConsoleContext.tsx';
import type { GridFilter } from '../../state/useGridFilter.ts';
import { useReasons } from '../../state/useTenant.ts';
import { binGrid, recycleBinScreen } from '../users/bin/screen.ts';
import { usersScreen } from '../users/screen.ts';
import styles from './Audit.module.css';
import { type AuditFilter, noAuditFilter } from './auditFilter.ts';
import { auditSentence } from './auditWords.ts';

export interface EventLinksProps {
  readonly event: AuditEvent;
  readonly filter: GridFilter<AuditFilter>;
}

/** Where an entry leads: to what it is about, to more about it, to more by the same actor, to the people of a bulk action. */
export function EventLinks({ event, filter }: EventLinksProps) {
  const { t, i18n } = useTranslation();
  const { target, actor, type } = event;
  const { value, change } = filter;
  const show = (part: Partial<AuditFilter>) => change({ ...noAuditFilter, ...part });
  const isPerson = target?.kind === 'user';
  const isRun = type === 'bulk.applied' || type === 'bulk.undone';
  return (
    <div className={`line ${styles['links']}`}>
      {isPerson && <PersonLink id={target.id} name={target.label} />}
      {target?.kind === 'customer' && <CustomerLink id={target.id} title={target.label} />}
      {isRun && target !== null && value.plan === null && (
        <Button
          look="link"
          onClick={() => show({ plan: { id: target.id, name: auditSentence(t, event, i18n.language) } })}
        >
          {t('audit.link.people')}
        </Button>
      )}
      {isPerson && value.person?.id !== target.id && (
        <Button look="link" onClick={() => show({ person: { id: target.id, name: target.label } })}>
          {t('audit.link.about', { name: target.label })}
        </Button>
      )}
      {target?.kind === 'customer' && value.customerId !== target.id && (
        <Button look="link" onClick={() => show({ customerId: target.id })}>
          {t('audit.link.about', { name: target.label })}
        </Button>
      )}
      {actor !== null && value.actor?.id !== actor.userId && (
        <Button look="link" onClick={() => change({ actor: { id: actor.userId, name: actor.name } })}>
          {t('audit.link.by', { name: actor.name })}
        </Button>
      )}
    </div>
  );
}

/** The person's panel, or where deleted people are. */
function PersonLink({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation();
  const reasons = useReasons();
  const tenantKey = useTenantKey();
  const go = useConsole((state) => state.go);
  const changeFilter = useConsole((state) => state.changeFilter);
  const may = reasons.ofPermission('users.read') === null;
  const { data, error } = useTenantRead('users.one', { userId: id }, { enabled: may });
  if (data !== undefined)
    return (
      <Button
        look="link"
        onClick={() => go({ tenantKey, screen: usersScreen.at(), drawer: { of: 'users', id, face: 'read' } })}
      >
        {t('audit.link.open', { name: data.name })}
      </Button>
    );
  if (error === null || errorOf(error).code !== 'NOT_FOUND') return null;
  if (reasons.ofPermission(recycleBinScreen.permission) !== null)
    return <span className="note">{t('audit.link.gone', { name })}</span>;
  return (
    <>
      <span className="note">{t('audit.link.gone', { name })}</span>
      <Button
        look="link"
        onClick={() => {
          changeFilter(tenantKey, binGrid, { search: name });
          go({ tenantKey, screen: recycleBinScreen.at() });
        }}
      >
        {t('audit.link.bin')}
      </Button>
    </>
  );
}

function CustomerLink({ id, title }: { readonly id: string; readonly title: string }) {
  const { t } = useTranslation();
  const go = useGo();
  const may = useReasons().ofPermission('customers.read') === null;
  const { data, error } = useTenantRead('customers.one', { customerId: id }, { enabled: may });
  if (data !== undefined)
    return (
      <Button look="link" onClick={() => go(usersScreen.at({ customerId: id }))}>
        {t('audit.link.usersOf', { title: data.title })}
      </Button>
    );
  if (error === null || errorOf(error).code !== 'NOT_FOUND') return null;
  return <span className="note">{t('audit.link.customerGone', { title })}</span>;
}
