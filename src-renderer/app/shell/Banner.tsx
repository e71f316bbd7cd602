import { type ReactNode, useRef } from 'react';
import { classes } from '../../components/classes.ts';
import { usePassFocusOn } from '../../components/usePassFocusOn.ts';
import styles from './Shell.module.css';

export interface BannerProps {
  readonly caution?: boolean;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

/** A line above everything that is in view. */
export function Banner({ caution = false, icon, children }: BannerProps) {
  const banner = useRef<HTMLDivElement>(null);
  usePassFocusOn(banner);
  return (
    <div
      ref={banner}
      role="status"
      className={classes('line', styles['banner'], caution && styles['caution'])}
    >
      {icon}
      {children}
    </div>
  );
}
