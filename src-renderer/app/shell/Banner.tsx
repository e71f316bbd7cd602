import type { ReactNode } from 'react';
import { classes } from '../../components/classes.ts';
import styles from './Shell.module.css';

export interface BannerProps {
  readonly caution?: boolean;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

/** A line above everything that is in view. */
export function Banner({ caution = false, icon, children }: BannerProps) {
  return (
    <div role="status" className={classes('line', styles['banner'], caution && styles['caution'])}>
      {icon}
      {children}
    </div>
  );
}
