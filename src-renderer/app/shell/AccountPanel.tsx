import Popover from '@mui/material/Popover';
import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '#shared/desktop/session.ts';
import { Button } from '../../components/Button.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { usePreferences } from '../../state/usePreferences.ts';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { useChangePreferences } from '../useAppearance.ts';
import { AccountEntry } from './AccountEntry.tsx';
import styles from './AccountPanel.module.css';

export interface AccountPanelProps {
  readonly session: SessionState;
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
}

/** Who is signed in and where, each with a way out; a way in for one more; how the console looks. */
export function AccountPanel({ session, anchor, onClose }: AccountPanelProps) {
  const { t } = useTranslation();
  const preferences = usePreferences().data;
  const changePreferences = useChangePreferences();
  const openSignIn = useConsole((state) => state.openSignIn);

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
        </div>
      </Popover>
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
