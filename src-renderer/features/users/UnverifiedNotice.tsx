import { useTranslation } from 'react-i18next';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { Button } from '../../components/Button.tsx';
import { Notice } from '../../components/Notice.tsx';
import { lastMailWords } from './lastMailWords.ts';
import { useActionReasons } from './useActionReasons.ts';
import { useUserCommands } from './useUserCommands.ts';

/** Edit of somebody who never activated (U5). */
export function UnverifiedNotice({ user }: { readonly user: UserDetails }) {
  const { t } = useTranslation();
  const reasons = useActionReasons();
  const commands = useUserCommands();
  return (
    <Notice tone="caution">
      <span>
        {t('users.form.unverified')} {user.lastMail !== null && lastMailWords(t, user.lastMail)}
      </span>
      <Button
        look="link"
        reason={reasons.ofUser('resend-activation', user)}
        onClick={() => void commands.resendActivation(user)}
      >
        {t('userAction.resend-activation.label')}
      </Button>
    </Notice>
  );
}
