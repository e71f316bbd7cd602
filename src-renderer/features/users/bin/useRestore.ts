import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { callRoute } from '../../../bridge/callRoute.ts';
import { useDesktop } from '../../../bridge/DesktopContext.tsx';
import { useTenantKey } from '../../../bridge/TenantContext.tsx';
import { errorLine } from '../../../components/errorWords.ts';
import { useToast } from '../../../components/toasts/toastStore.ts';
import { useConsole } from '../../../state/ConsoleContext.tsx';
import { usersScreen } from '../screen.ts';

/** Takes somebody out of the recycle bin, once however often it is pressed, and says so. Resolves to whether they are back. */
export function useRestore(): (person: { readonly id: string; readonly name: string }) => Promise<boolean> {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const toast = useToast();
  const go = useConsole((state) => state.go);
  const asked = useRef(new Set<string>());
  return async ({ id, name }) => {
    if (asked.current.has(id)) return false;
    asked.current.add(id);
    const result = await callRoute(desktop, tenantKey, { route: 'users.restore', params: { userId: id } });
    asked.current.delete(id);
    if (!result.ok) {
      toast({ tone: 'negative', text: errorLine(t, result.error) });
      return false;
    }
    const open = () => go({ tenantKey, screen: usersScreen.at(), drawer: { of: 'users', id, face: 'read' } });
    toast({
      tone: 'positive',
      text: t('users.done.restored', { name }),
      action: { label: t('action.open'), run: open },
    });
    return true;
  };
}
