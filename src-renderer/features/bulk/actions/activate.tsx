import { UserCheck } from 'lucide-react';
import { statedAction } from './actionView.tsx';

export const activate = statedAction('activate', {
  icon: <UserCheck aria-hidden />,
  intro: (t) => t('userAction.activate.intro'),
});
