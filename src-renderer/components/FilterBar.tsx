import { ChevronDown, Search, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridFilter } from '../state/useGridFilter.ts';
import { Button, type ButtonProps } from './Button.tsx';
import { classes } from './classes.ts';
import { lazyPart } from '../words/lazyPart.tsx';
import { ariaKeys, useCommand } from './commands/commands.tsx';
import styles from './FilterBar.module.css';

const OptionsMenu = lazyPart([], async () => (await import('./OptionsMenu.tsx')).OptionsMenu);

/** Long enough to gather the letters of a word, short enough to feel at once. */
const typingMilliseconds = 120;

export interface FilterBarProps {
  readonly filter: GridFilter<{ readonly search: string }>;
  /** What the search looks in: its placeholder and accessible name. */
  readonly searchLabel: string;
  /** `FilterMenu`s. */
  readonly children?: ReactNode;
  /** Something restricts the rows: the clear button is shown. */
  readonly active?: boolean;
}

/** One row above a grid: search (`/` goes there), dropdowns, clear. */
export function FilterBar({ filter, searchLabel, children, ...props }: FilterBarProps) {
  const { t } = useTranslation();
  const { search } = filter.value;
  const { active = search !== '' } = props;
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const [given, setGiven] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useCommand({
    name: 'find',
    run: () => {
      input.current?.focus();
      input.current?.select();
    },
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  // Changed from outside (cleared, or another grid): show that instead of what was typed.
  if (search !== given) {
    setGiven(search);
    setTyped(search);
  }
  const send = (text: string) => {
    clearTimeout(timer.current);
    setGiven(text);
    filter.change({ search: text });
  };
  const sendSoon = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(text), typingMilliseconds);
  };
  return (
    <div className={`line ${styles['bar']}`} role="search">
      <div className={styles['search']}>
        <Search className="muted" aria-hidden />
        <input
          ref={input}
          type="search"
          className={`control ${styles['input']}`}
          aria-label={searchLabel}
          aria-keyshortcuts={ariaKeys('find')}
          placeholder={searchLabel}
          maxLength={200}
          value={typed}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            clearTimeout(timer.current);
            // Letters that are being put together are not what is meant yet.
            if (!(event.nativeEvent as InputEvent).isComposing) sendSoon(text);
          }}
          onCompositionEnd={(event) => sendSoon(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') send(typed);
            if (event.key === 'Escape' && typed !== '') {
              event.stopPropagation();
              setTyped('');
              send('');
            }
          }}
        />
      </div>
      {children}
      {active && (
        <Button
          look="quiet"
          icon={<X aria-hidden />}
          onClick={() => {
            clearTimeout(timer.current);
            setTyped('');
            filter.clear();
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
}

/** A button of the bar, marked while what it stands for restricts the rows. */
export function FilterButton({ chosen, ...button }: ButtonProps & { readonly chosen: boolean }) {
  return <Button {...button} className={classes(styles['filter'], chosen && styles['chosen'])} />;
}

export interface FilterMenuProps<V extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: string; readonly group?: string }[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: readonly V[]) => void;
}

/** A dropdown of alternatives, any number of them at once. */
export function FilterMenu<V extends string>({ label, options, chosen, onChange }: FilterMenuProps<V>) {
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  return (
    <>
      <FilterButton
        chosen={chosen.length > 0}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {label}
        {chosen.length > 0 && <span className={styles['number']}>{chosen.length}</span>}
        <ChevronDown aria-hidden />
      </FilterButton>
      {anchor !== null && (
        <OptionsMenu
          anchor={anchor}
          label={label}
          options={options}
          chosen={chosen}
          onChange={(values) => onChange(values as readonly V[])}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
