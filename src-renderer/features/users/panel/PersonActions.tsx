import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { missingToGrant, type Permission } from '#shared/domain/permissions.ts';
import { useTenantRead } from '../../../bridge/queries.ts';
import { Button, IconButton } from '../../../components/Button.tsx';
import { MenuOnDemand } from '../../../components/MenuOnDemand.tsx';
import { useReasons, useTenant } from '../../../state/useTenant.ts';
import { useActionReasons } from '../useActionReasons.ts';
import type { RowMenu } from '../useRowMenu.tsx';
import styles from './UserPanel.module.css';

export interface PersonActionsProps {
  readonly user: UserDetails;
  readonly actions: RowMenu['actions'];
}

/** So many stand as buttons, the others behind `•••`. */
const buttons = 3;

/** What the viewer may do to somebody, and nothing else; what is missing is said in one line. */
export function PersonActions({ user, actions }: PersonActionsProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const permissions = usePermissionsOf(user);
  const person = { ...user, permissions };
  const possible = actions(person).filter(({ reason = null }) => reason === null);
  const first = possible.filter(({ danger = false }) => !danger).slice(0, buttons);
  const rest = possible.filter((action) => !first.includes(action));
  const why = useWhyLimited(person);
  return (
    <>
      {possible.length > 0 && (
        <div className={`line ${styles['actions']}`} role="group" aria-label={t('grid.actions')}>
          {first.map(({ label, onSelect }) => (
            <Button key={label} onClick={onSelect}>
              {label}
            </Button>
          ))}
          {rest.length > 0 && (
            <IconButton
              label={t('grid.moreOptions')}
              icon={<Ellipsis aria-hidden />}
              aria-haspopup="menu"
              aria-expanded={anchor !== null}
              onClick={({ currentTarget }) => setAnchor(currentTarget)}
            />
          )}
        </div>
      )}
      {why !== null && <p className={`note ${styles['why']}`}>{why}</p>}
      <MenuOnDemand anchor={anchor} actions={rest} onClose={() => setAnchor(null)} />
    </>
  );
}

/** What somebody may do in this tenant by their roles, as far as the copy knows; undefined until it does. */
function usePermissionsOf({ roleIds }: UserDetails): readonly Permission[] | undefined {
  const roles = useTenantRead('roles.all', {}).data?.roles;
  return roles?.filter(({ id }) => roleIds.includes(id)).flatMap(({ permissions }) => permissions);
}

function useWhyLimited(
  person: UserDetails & { readonly permissions: readonly Permission[] | undefined },
): string | null {
  const { t } = useTranslation();
  const reasons = useReasons();
  const cannotEdit = useActionReasons().ofUser('edit', person);
  const held = useTenant()?.permissions ?? [];
  if (cannotEdit !== null) return cannotEdit;
  if (missingToGrant(held, person.permissions ?? []).length > 0)
    return t('refusedBecause.more-rights-than-you');
  return reasons.offline;
}
