import { useCommand } from '../../components/commands/commands.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import type { Place } from '../../state/consoleStore.ts';
import { useTenantGroups } from '../../state/useTenantList.ts';
import { shownScreen } from '../screens.ts';

/** Back and forward through the places of this window; those that the account may not see any more are passed over. */
export function useTravel(): void {
  const travel = useConsole((state) => state.travel);
  const groups = useTenantGroups();
  const reachable = ({ tenantKey, screen }: Place): boolean => {
    const { permission } = shownScreen(screen).definition;
    return groups.some(({ tenants }) =>
      tenants.some(({ key, permissions }) => key === tenantKey && permissions.includes(permission)),
    );
  };
  useCommand({ name: 'go-back', run: () => travel('back', reachable) });
  useCommand({ name: 'go-forward', run: () => travel('forward', reachable) });
}
