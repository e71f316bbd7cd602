import { LoaderCircle } from 'lucide-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './Button.module.css';
import { classes } from './classes.ts';
import { ReasonTooltip } from './ReasonTooltip.tsx';

type NativeButton = Omit<ComponentPropsWithRef<'button'>, 'disabled'>;

export interface ButtonProps extends NativeButton {
  /** `primary`: at most one per screen. `danger`: the verb that takes something away. */
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet' | 'link';
  readonly icon?: ReactNode;
  /** Why it can't be pressed now, in words; reached by keyboard and screen reader. */
  readonly reason?: string | null | undefined;
  /** At work: not pressable again, the label stays. */
  readonly busy?: boolean;
}

export function Button({ look = 'plain', icon, reason, busy = false, ...button }: ButtonProps) {
  const { className, children, onClick, ...rest } = button;
  return (
    <ReasonTooltip reason={reason}>
      <button
        type="button"
        {...rest}
        {...(busy ? { 'aria-disabled': true, 'aria-busy': true } : { onClick })}
        className={classes('control', styles['button'], look !== 'plain' && styles[look], className)}
      >
        {busy ? <LoaderCircle className="turning" aria-hidden /> : icon}
        {children}
      </button>
    </ReasonTooltip>
  );
}

export interface IconButtonProps extends NativeButton {
  /** The accessible name, shown as a tooltip too. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly reason?: string | null | undefined;
  readonly small?: boolean;
}

export function IconButton({ label, icon, reason, small = false, ...button }: IconButtonProps) {
  const { className, ...rest } = button;
  return (
    <ReasonTooltip reason={reason} hint={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classes(
          'control',
          styles['button'],
          styles['quiet'],
          styles['icon'],
          small && styles['small'],
          className,
        )}
      >
        {icon}
      </button>
    </ReasonTooltip>
  );
}
