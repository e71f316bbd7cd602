import { type ReactNode, use } from 'react';
import { TenantContext } from '../bridge/TenantContext.tsx';
import { useAccountLabel } from '../state/useAccounts.ts';
import { useTenant } from '../state/useTenant.ts';
import { classes } from './classes.ts';
import { TenantDot } from './TenantDot.tsx';
import styles from './TenantLine.module.css';

export interface TenantLineProps {
  /** Another than the one around it. Nothing is shown of null, and of a tenant that isn't the account's. */
  readonly tenantKey?: string | null;
  readonly className?: string | undefined;
  /** Behind the name. */
  readonly children?: ReactNode;
}

/** Which tenant this is about: its colour and name, and whose it is where several accounts are signed in, wherever something may outlive or overlay the view of it. */
export function TenantLine({ className, children, ...props }: TenantLineProps) {
  const { tenantKey = use(TenantContext) } = props;
  const tenant = useTenant(tenantKey);
  const whose = useAccountLabel(tenantKey);
  if (tenant === undefined) return null;
  return (
    <span className={classes('line note', styles['tenant'], className)}>
      <TenantDot color={tenant.color} />
      <bdi>{tenant.name}</bdi>
      {whose !== null && <bdi>· {whose}</bdi>}
      {children}
    </span>
  );
}
