import { MailPlus } from 'lucide-react';
import { statedAction } from './actionView.tsx';

export const resendActivation = statedAction('resend-activation', {
  icon: <MailPlus aria-hidden />,
  intro: (t) => t('userAction.resend-activation.intro'),
});
