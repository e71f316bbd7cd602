import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ariaKeys, useCommand } from '../../components/commands/commands.tsx';
import { capsOf, keysHere } from '../../components/commands/keyCaps.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import styles from './Find.module.css';
import type { FoundKeys } from './FoundPanel.tsx';

const FoundPanel = lazyPart(['find', 'users'], async () => (await import('./FoundPanel.tsx')).FoundPanel);

/** Finds a person in every tenant of all accounts (T7), from wherever one is. */
export function FindPeople() {
  const { t } = useTranslation();
  const id = useId();
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const keys = useRef<FoundKeys>(null);
  /** What had the focus before. */
  const from = useRef<HTMLElement | null>(null);
  const [typed, setTyped] = useState('');
  /** What is searched for: letters that are being put together are not what is meant yet. */
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<string | undefined>();
  /** The text for which Enter was pressed before anybody was found: whoever types a name they know doesn't wait. */
  const [entered, setEntered] = useState<string | null>(null);
  useCommand({
    name: 'find-person',
    run: () => {
      field?.focus();
      field?.select();
    },
  });

  const type = (text: string, composing: boolean) => {
    setTyped(text);
    setOpen(true);
    setEntered(null);
    if (!composing) setSearch(text.trim());
  };
  const close = () => {
    setEntered(null);
    setTyped('');
    setSearch('');
    setOpen(false);
  };
  const leave = () => {
    close();
    if (from.current?.isConnected === true) from.current.focus();
    else field?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') leave();
    else if (!shown) return;
    else if (keys.current?.press(event.key) === true) setEntered(null);
    else if (event.key === 'Enter') setEntered(search);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = open && search !== '';
  const [key = ''] = keysHere('find-person');

  return (
    <div role="search" className={styles['find']}>
      <Search className="muted" aria-hidden />
      <input
        ref={setField}
        type="text"
        role="combobox"
        className={`control ${styles['input']}`}
        aria-label={t('command.find-person')}
        aria-keyshortcuts={ariaKeys('find-person')}
        aria-expanded={shown}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={shown ? active : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        placeholder={t('command.find-person')}
        value={typed}
        onChange={({ currentTarget, nativeEvent }) =>
          type(currentTarget.value, (nativeEvent as InputEvent).isComposing)
        }
        onCompositionEnd={({ currentTarget }) => type(currentTarget.value, false)}
        onFocus={({ relatedTarget }) => {
          if (relatedTarget instanceof HTMLElement) from.current = relatedTarget;
          setOpen(true);
        }}
        onBlur={() => {
          setOpen(false);
          setEntered(null);
        }}
        onKeyDown={onKeyDown}
      />
      {typed === '' && (
        <span aria-hidden className={styles['key']}>
          {capsOf(key).join('+')}
        </span>
      )}
      {shown && (
        <FoundPanel
          ref={keys}
          id={id}
          search={search}
          field={field}
          entered={entered === search}
          onActive={setActive}
          onNobody={() => setEntered(null)}
          onLeave={() => {
            // Where one goes to takes the focus.
            field?.blur();
            close();
          }}
        />
      )}
    </div>
  );
}
