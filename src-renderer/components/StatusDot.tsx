import { classes } from './classes.ts';
import styles from './StatusDot.module.css';

export type Tone = 'positive' | 'caution' | 'negative' | 'muted';

export interface StatusDotProps {
  readonly tone: Tone;
  /** The word: colour alone never tells. */
  readonly label: string;
  /** A ring instead of a disc, for states on their way (Invited). */
  readonly hollow?: boolean;
}

export function StatusDot({ tone, label, hollow = false }: StatusDotProps) {
  return (
    <span className={styles['status']}>
      <span aria-hidden className={classes(styles['dot'], tone, !hollow && styles['filled'])} />
      {label}
    </span>
  );
}
