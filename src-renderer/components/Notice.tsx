import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './Notice.module.css';

export interface NoticeProps {
  readonly tone: 'caution' | 'negative';
  /** `line`: a sentence with an action beside it. `stack`: several below each other. */
  readonly layout?: 'line' | 'stack';
  /** `alert` where it appears by itself. */
  readonly role?: 'alert';
  readonly id?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A box with a coloured edge, about what is in view as a whole. */
export function Notice({ tone, layout = 'line', className, ...rest }: NoticeProps) {
  return <div {...rest} className={classes(styles['notice'], styles[layout], styles[tone], className)} />;
}
