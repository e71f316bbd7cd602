import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchedRows } from '../../components/Marked.tsx';
import { useNow } from '../../components/RelativeTime.tsx';
import { usersScreen } from '../../features/users/screen.ts';
import { noUsersFilter, usersGridName } from '../../features/users/usersFilter.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import styles from './Find.module.css';
import { FoundGroupLines } from './FoundGroupLines.tsx';
import { type FoundChoice, foundLines } from './foundLines.ts';
import { FoundNotes } from './FoundNotes.tsx';
import { useFound } from './useFound.ts';

/** Keys of the field that the list answers. */
export interface FoundKeys {
  /** Returns whether the key was one of its own. */
  readonly press: (key: string) => boolean;
}

export interface FoundPanelProps {
  readonly ref: Ref<FoundKeys>;
  readonly id: string;
  readonly search: string;
  /** Below which it stands. */
  readonly field: HTMLElement | null;
  /** Enter was pressed before the list was there: the first of it is chosen as soon as it is. */
  readonly entered: boolean;
  /** There is nobody to choose. */
  readonly onNobody: () => void;
  /** Tells which line is active, by the id of its element. */
  readonly onActive: (id: string | undefined) => void;
  /** One goes somewhere else. */
  readonly onLeave: () => void;
}

const pageLines = 6;
/** Pixels of the tenant's name above its people, which stays in sight. */
const headingHeight = 28;

/** Scrolls the list as little as brings a line into sight. */
function scrollToLine(line: HTMLElement | null): void {
  const list = line?.closest('[role=listbox]') ?? null;
  if (line === null || list === null) return;
  const top = line.offsetTop - headingHeight;
  const bottom = line.offsetTop + line.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}
const gap = 12;
const widest = 560;

/** Who was found, by tenant, below the field; the focus stays in it (ARIA combobox). */
export function FoundPanel({ ref, id, search, field, entered, ...on }: FoundPanelProps) {
  const { t } = useTranslation();
  const now = useNow(30_000);
  const go = useConsole((state) => state.go);
  const found = useFound(search);
  const lines = useMemo(() => foundLines(found.groups), [found.groups]);
  const choices = lines.flatMap((line) => line.choices.map(({ choice }) => choice));
  const [marked, setMarked] = useState({ search, place: 0 });
  const at = Math.min(marked.search === search ? marked.place : 0, choices.length - 1);
  const optionId = (line: number) => `${id}-${String(line)}`;
  const active = at < 0 ? undefined : optionId(at);

  const choose = (choice: FoundChoice) => {
    on.onLeave();
    const { tenantKey } = choice.group;
    const screen = usersScreen.at();
    if (choice.kind === 'person')
      go({ tenantKey, screen, drawer: { of: 'users', id: choice.person.id, face: 'read', reveal: 'row' } });
    else go({ tenantKey, screen, filters: { [usersGridName(null)]: { ...noUsersFilter, search } } });
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(choices.length - 1, to));
    setMarked({ search, place: next });
    scrollToLine(document.getElementById(optionId(next)));
  };
  useImperativeHandle(ref, () => ({
    press(key) {
      const steps: Readonly<Record<string, number>> = {
        ArrowDown: at + 1,
        ArrowUp: at - 1,
        PageDown: at + pageLines,
        PageUp: at - pageLines,
        Home: 0,
        End: choices.length - 1,
      };
      const to = steps[key];
      const choice = choices[at];
      if (to !== undefined && choices.length > 0) move(to);
      // Those of another text than the one in the field are not what is meant.
      else if (key === 'Enter' && choice !== undefined && !found.stale) choose(choice);
      else return false;
      return true;
    },
  }));
  const settled =
    !found.stale && (choices.length > 0 || found.elsewhere.every(({ state }) => state !== 'asking'));
  const chooseAtLast = useEffectEvent(() => {
    const [first] = choices;
    if (first === undefined) on.onNobody();
    else choose(first);
  });
  useEffect(() => {
    if (entered && settled) chooseAtLast();
  }, [entered, settled]);
  const tell = useEffectEvent(on.onActive);
  useEffect(() => {
    tell(active);
    return () => tell(undefined);
  }, [active]);

  const place = field?.getBoundingClientRect();
  const left = `max(${gap}px, min(${place?.left ?? gap}px, 100vw - ${widest + gap}px))`;
  return (
    <div
      className={`card fill ${styles['panel']}`}
      style={{ top: (place?.bottom ?? 40) + 4, left, width: `min(${widest}px, 100vw - ${2 * gap}px)` }}
      data-snapshot="none"
    >
      <div id={`${id}-list`} role="listbox" aria-label={t('find.list')} className={styles['list']}>
        <SearchedRows search={search}>
          {lines.map(({ group, choices: own }) => (
            <FoundGroupLines
              key={group.tenantKey}
              group={group}
              choices={own}
              now={now}
              active={at}
              optionId={optionId}
              onChoose={choose}
              onPoint={(line) => setMarked({ search, place: line })}
            />
          ))}
        </SearchedRows>
      </div>
      <FoundNotes found={found} />
    </div>
  );
}
