import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/desktop/session.ts';
import { Tooltip } from '../../components/Tooltip.tsx';
import styles from './Shell.module.css';

const AccountPanel = lazy(async () => ({ default: (await import('./AccountPanel.tsx')).AccountPanel }));

/** The first letters of a name, as people of any script write them. */
function initials(...names: readonly string[]): string {
  return names.map((name) => [...name.trim()][0] ?? '').join('').toLocaleUpperCase();
}

export function AccountMenu({ session }: { readonly session: SessionState }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const profile = session.account?.profile;
  if (profile === undefined) return null;
  return (
    <>
      <Tooltip text={t('account.menu')}>
        <button
          ref={button}
          type="button"
          className={styles['avatar']}
          aria-label={t('account.menu')}
          aria-haspopup="dialog"
          aria-expanded={open}
          data-initials={initials(profile.firstName, profile.lastName)}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      {open && (
        <Suspense fallback={null}>
          <AccountPanel session={session} anchor={button.current} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
