import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { initialsOf } from '../../components/initials.ts';
import { Tooltip } from '../../components/Tooltip.tsx';
import { useAccountInView } from '../../state/useAccounts.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import styles from './Shell.module.css';

const AccountPanel = lazyPart([], async () => (await import('./AccountPanel.tsx')).AccountPanel);

export function AccountMenu() {
  const { t } = useTranslation();
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [open, setOpen] = useState(false);
  const profile = useAccountInView()?.profile;
  if (profile === undefined) return null;
  return (
    <>
      <Tooltip text={t('account.menu')}>
        <button
          ref={setButton}
          type="button"
          className={styles['initials']}
          aria-label={t('account.menu')}
          aria-haspopup="dialog"
          aria-expanded={open}
          data-initials={initialsOf(profile.firstName, profile.lastName)}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      {open && <AccountPanel anchor={button} onClose={() => setOpen(false)} />}
    </>
  );
}
