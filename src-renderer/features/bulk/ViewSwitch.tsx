import styles from './ViewSwitch.module.css';

export interface ViewSwitchProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string; readonly count: number }[];
  readonly onChange: (value: V) => void;
}

/** Which of the rows are shown, each with its number. */
export function ViewSwitch<V extends string>({ label, value, options, onChange }: ViewSwitchProps<V>) {
  return (
    <div className={styles['switch']} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={styles['view']}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          <span className={styles['count']}>{option.count.toLocaleString()}</span>
        </button>
      ))}
    </div>
  );
}
