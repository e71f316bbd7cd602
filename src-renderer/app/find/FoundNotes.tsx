import { useTranslation } from 'react-i18next';
import { problemLine } from '../../components/errorWords.ts';
import styles from './Find.module.css';
import type { Elsewhere, FoundPeople } from './useFound.ts';

/** Below the list: how many were found, and honestly what was not searched. */
export function FoundNotes({ found }: { readonly found: FoundPeople }) {
  const { t } = useTranslation();
  const { groups, complete, stale, elsewhere, failed } = found;
  const asking = elsewhere.some(({ state }) => state === 'asking');
  const shown = groups.reduce((sum, { people }) => sum + people.length, 0);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const words = () => {
    if (groups.length > 0)
      return complete
        ? t('find.found', { count: total, tenants: t('find.tenants', { count: groups.length }) })
        : t('find.foundMore', { shown });
    if (stale || asking) return t('find.searching');
    return complete ? t('find.nobody') : t('find.nobodyYet');
  };
  return (
    <div className={`stack hint ${styles['notes']}`}>
      <div className="line">
        <p role="status" className={styles['count']}>
          {words()}
        </p>
        <span>{t('find.keys')}</span>
      </div>
      {elsewhere
        .filter(({ state }) => state !== 'asked')
        .map((one) => (
          <ElsewhereNote key={one.account.id} {...one} />
        ))}
      {failed.map(({ account, error }) => (
        <p key={account.id} className="negative">
          {t('find.failedHere', { email: account.profile.email })} {problemLine(t, error)}
        </p>
      ))}
    </div>
  );
}

function ElsewhereNote({ tenants, state, error }: Elsewhere) {
  const { t } = useTranslation();
  if (state === 'failed' && error !== null)
    return (
      <p className="negative">
        {t('find.failed', { count: tenants })} {problemLine(t, error)}
      </p>
    );
  return <p>{t(state === 'offline' ? 'find.offline' : 'find.asking', { count: tenants })}</p>;
}
