import { ScrollText } from 'lucide-react';
import { defineScreen } from '../../components/defineScreen.ts';

export const auditScreen = defineScreen({
  name: 'audit',
  section: 'security',
  icon: ScrollText,
  permission: 'audit.read',
  words: ['audit', 'bulk', 'field', 'userAction', 'users'],
  load: async () => (await import('./AuditScreen.tsx')).AuditScreen,
});
