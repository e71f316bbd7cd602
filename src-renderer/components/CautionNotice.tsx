import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './CautionNotice.module.css';

export interface CautionNoticeProps {
  /** `alert` where it appears by itself. */
  readonly role?: 'alert';
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A sentence about what is in view as a whole, with an action beside it. */
export function CautionNotice({ role, className, children }: CautionNoticeProps) {
  return (
    <div role={role} className={classes(styles['notice'], className)}>
      {children}
    </div>
  );
}
