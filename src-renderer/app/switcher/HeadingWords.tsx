import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SessionAccount } from '#shared/desktop/session.ts';
import { problemLine } from '../../components/errorWords.ts';
import { accountLabel, useAccounts } from '../../state/useAccounts.ts';
import { useAccountOnline } from '../../state/useSync.ts';
import type { SwitcherRow } from './tenantRows.ts';

/** What stands on a line of the list that can't be chosen. */
export function HeadingWords({ row }: { readonly row: Exclude<SwitcherRow, { readonly kind: 'tenant' }> }) {
  const { t } = useTranslation();
  switch (row.kind) {
    case 'section':
      return <>{t(`switcher.section.${row.section}`)}</>;
    case 'account':
      return <AccountHeading account={row.group.account} />;
    case 'none':
      return <>{row.group.error === null ? t('switcher.noneOfAccount') : problemLine(t, row.group.error)}</>;
  }
}

/** Whose the customers below are, and whether that backend answers. */
function AccountHeading({ account }: { readonly account: SessionAccount }) {
  const { t } = useTranslation();
  const label = accountLabel(account, useAccounts());
  const online = useAccountOnline(account.id);
  const { firstName, lastName } = account.profile;
  return (
    <>
      <span className="cut">
        <bdi>{t('account.name', { first: firstName, last: lastName })}</bdi> · {label}
      </span>
      {!online && (
        <>
          <CloudOff aria-hidden />
          {t('switcher.offline')}
        </>
      )}
    </>
  );
}
