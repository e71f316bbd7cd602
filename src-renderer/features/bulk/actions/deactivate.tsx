import { UserX } from 'lucide-react';
import { statedAction } from './actionView.tsx';

export const deactivate = statedAction('deactivate', {
  icon: <UserX aria-hidden />,
  intro: (t) => t('userAction.deactivate.intro'),
});
