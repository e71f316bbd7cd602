import { type ComponentProps, useId } from 'react';
import { classes } from './classes.ts';
import styles from './Segments.module.css';

export interface SegmentsProps<V extends string> extends Omit<ComponentProps<'div'>, 'onChange'> {
  readonly options: readonly V[];
  readonly wordOf: (option: V) => string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** Stands out: much depends on it. */
  readonly strong?: boolean;
}

/** One of a few, all in sight. */
export function Segments<V extends string>(props: SegmentsProps<V>) {
  const { options, wordOf, value, onChange, strong = false, ...group } = props;
  const name = useId();
  return (
    <div {...group} className={classes(styles['segments'], strong && styles['strong'])}>
      {options.map((option) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            value={option}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {wordOf(option)}
        </label>
      ))}
    </div>
  );
}
