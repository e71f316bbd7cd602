import type { TenantColor } from '#shared/api/tenants.ts';
import styles from './TenantDot.module.css';

/** The tenant's colour, which stands nowhere else but on the frame of the window. */
export function TenantDot({ color }: { readonly color: TenantColor }) {
  return <span aria-hidden className={styles['dot']} style={{ background: `var(--tenant-${color})` }} />;
}
