import Popover from '@mui/material/Popover';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/desktop/session.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { errorLine } from '../../components/errorWords.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { usePreferences } from '../../state/usePreferences.ts';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { useChangePreferences } from '../useAppearance.ts';
import styles from './AccountPanel.module.css';

export interface AccountPanelProps {
  readonly session: SessionState;
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
}

/** Who is signed in and where, how the console looks, and the way out. */
export function AccountPanel({ session, anchor, onClose }: AccountPanelProps) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const toast = useToast(null);
  const preferences = usePreferences().data;
  const changePreferences = useChangePreferences();
  const [leaving, setLeaving] = useState<'no' | 'asked' | 'now'>('no');
  const { account } = session;
  if (account === null) return null;
  const { profile, homeTenantName, backendUrl } = account;

  const signOut = async () => {
    setLeaving('now');
    const result = await desktop.call('session.signOut');
    if (!result.ok) {
      setLeaving('no');
      toast({ tone: 'negative', text: errorLine(t, result.error) });
    }
  };

  return (
    <MuiTheme>
      <Popover
        open
        anchorEl={anchor}
        onClose={onClose}
        transitionDuration={0}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': t('account.menu'),
            sx: { marginTop: '6px', boxShadow: 'var(--shadow-float)' },
          },
        }}
      >
        <div className={styles['panel']}>
          <div>
            <p className={styles['name']}>
              <bdi>{t('account.name', { first: profile.firstName, last: profile.lastName })}</bdi>
            </p>
            <p className={styles['detail']}>{profile.email}</p>
            <p className={styles['detail']}>{t('account.home', { tenant: homeTenantName })}</p>
            <p className={styles['detail']}>{backendUrl}</p>
          </div>
          <Choice
            label={t('account.appearance')}
            name="appearance"
            value={preferences?.appearance ?? 'system'}
            options={[
              ['light', t('appearance.light')],
              ['dark', t('appearance.dark')],
              ['system', t('appearance.system')],
            ]}
            onChange={(appearance) => changePreferences({ appearance })}
          />
          <Choice
            label={t('account.density')}
            name="density"
            value={preferences?.density ?? 'compact'}
            options={[
              ['compact', t('density.compact')],
              ['comfortable', t('density.comfortable')],
            ]}
            onChange={(density) => changePreferences({ density })}
          />
          <div className={styles['end']}>
            <Button icon={<LogOut aria-hidden />} onClick={() => setLeaving('asked')}>
              {t('account.signOut')}
            </Button>
          </div>
        </div>
      </Popover>
      {leaving !== 'no' && (
        <ConfirmDialog
          title={t('account.signOutTitle', { email: profile.email })}
          tenantId={null}
          text={t('account.signOutText')}
          confirmLabel={t('account.signOutConfirm')}
          danger
          busy={leaving === 'now'}
          onConfirm={() => void signOut()}
          onCancel={() => setLeaving('no')}
        />
      )}
    </MuiTheme>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: V;
  readonly options: readonly (readonly [value: V, label: string])[];
  readonly onChange: (value: V) => void;
}

/** One of a few, all in sight. */
function Choice<V extends string>({ label, name, value, options, onChange }: ChoiceProps<V>) {
  return (
    <fieldset className={styles['choice']}>
      <legend className={styles['label']}>{label}</legend>
      <div className={styles['options']}>
        {options.map(([option, words]) => (
          <label key={option} className={styles['option']}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
