import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/desktop/session.ts';
import { Tooltip } from '../../components/Tooltip.tsx';
import { useAccountInView } from '../../state/useAccounts.ts';
import styles from './Shell.module.css';

const AccountPanel = lazy(async () => ({ default: (await import('./AccountPanel.tsx')).AccountPanel }));

/** The first letters of a name, as people of any script write them. */
function initials(...names: readonly string[]): string {
  const graphemes = new Intl.Segmenter();
  return names
    .map((name) => graphemes.segment(name.trim())[Symbol.iterator]().next().value?.segment ?? '')
    .join('')
    .toLocaleUpperCase();
}

export function AccountMenu({ session }: { readonly session: SessionState }) {
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
          data-initials={initials(profile.firstName, profile.lastName)}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      {open && (
        <Suspense fallback={null}>
          <AccountPanel session={session} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
