import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BarPanel } from '../../components/BarPanel.tsx';
import { Button } from '../../components/Button.tsx';
import { Segments } from '../../components/Segments.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useSession } from '../../state/useAccounts.ts';
import { VersionLine } from '../updates/UpdateEntry.tsx';
import { AccountEntry } from './AccountEntry.tsx';
import styles from './AccountPanel.module.css';

export interface AccountPanelProps {
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
}

/** Who is signed in and where, each with a way out; a way in for one more; how the console looks. */
export function AccountPanel({ anchor, onClose }: AccountPanelProps) {
  const { t } = useTranslation();
  const look = useConsole((state) => state.look);
  const changeLook = useConsole((state) => state.changeLook);
  const openSignIn = useConsole((state) => state.openSignIn);
  const session = useSession();

  return (
    <BarPanel anchor={anchor} label={t('account.menu')} className={styles['panel']} onClose={onClose}>
      {session.accounts.map((account) => (
        <AccountEntry key={account.id} account={account} onLeft={onClose} />
      ))}
      <Button
        icon={<UserPlus aria-hidden />}
        onClick={() => {
          onClose();
          openSignIn({ backendUrl: session.signIn.backendUrl, email: null });
        }}
      >
        {t('account.add')}
      </Button>
      <fieldset>
        <legend className="label">{t('account.appearance')}</legend>
        <Segments
          options={['light', 'dark', 'system']}
          wordOf={(appearance) => t(`appearance.${appearance}`)}
          value={look.appearance}
          onChange={(appearance) => changeLook({ appearance })}
        />
      </fieldset>
      <fieldset>
        <legend className="label">{t('account.density')}</legend>
        <Segments
          options={['compact', 'comfortable']}
          wordOf={(density) => t(`density.${density}`)}
          value={look.density}
          onChange={(density) => changeLook({ density })}
        />
      </fieldset>
      <VersionLine onOpen={onClose} />
    </BarPanel>
  );
}
