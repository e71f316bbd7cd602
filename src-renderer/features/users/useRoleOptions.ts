import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { missingToGrant } from '#shared/domain/permissions.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import type { Option } from '../../components/form/optionList.tsx';
import { useTenant } from '../../state/useTenant.ts';

/** Roles to choose from; those that hold more than the account does can't be granted by it (R4). Undefined until they are known. */
export function useRoleOptions(): readonly Option[] | undefined {
  const { t } = useTranslation();
  const held = useTenant()?.permissions;
  const roles = useTenantRead('roles.all', {}).data?.roles;
  return useMemo(
    () =>
      roles?.map(({ id, name, permissions }) => {
        const missing = missingToGrant(held ?? [], permissions);
        return {
          value: id,
          label: name,
          ...(missing.length === 0 ? {} : { detail: t('users.form.roleTooMuch'), disabled: true }),
        };
      }),
    [roles, held, t],
  );
}
