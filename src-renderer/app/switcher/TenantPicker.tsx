import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { SearchedRows } from '../../components/Marked.tsx';
import { useNow } from '../../components/RelativeTime.tsx';
import type { TenantGroup } from '../../state/useTenantList.ts';
import { HeadingWords } from './HeadingWords.tsx';
import styles from './Switcher.module.css';
import { TenantRow } from './TenantRow.tsx';
import { createTenantIndex, type SwitcherRow } from './tenantRows.ts';
import { usePinning } from './usePinning.ts';
import { scrollToLine, sectionHeight, useVisibleRows } from './useVisibleRows.ts';

export interface TenantPickerProps {
  readonly groups: readonly TenantGroup[];
  readonly inView: string | null;
  readonly onChoose: (tenantKey: string) => void;
  readonly onCancel?: () => void;
  /** The tenant that Enter chooses at once: the one before. */
  readonly preferred?: string | null;
  /** Below the list. */
  readonly children?: ReactNode;
}

const pageRows = 8;

/** Type to filter, arrows and Enter to choose, Alt+P to pin; only the lines in sight are in the document. */
export function TenantPicker({ groups, inView, onChoose, onCancel, ...props }: TenantPickerProps) {
  const { preferred = null } = props;
  const { t } = useTranslation();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState<number | null>(null);
  const now = useNow(30_000);
  const pin = usePinning();
  const index = useMemo(() => createTenantIndex(groups), [groups]);
  const rows = useMemo(() => index.rows(typed), [index, typed]);
  const choices = useMemo(() => rows.flatMap((row, place) => (row.kind === 'tenant' ? [place] : [])), [rows]);
  const { tops, height, visible, onScroll } = useVisibleRows(rows);
  const all = groups.reduce((sum, { tenants }) => sum + tenants.length, 0);
  const isPreferred = (place: number) => tenantOf(rows[place])?.key === preferred;
  const begin = typed === '' ? Math.max(0, choices.findIndex(isPreferred)) : 0;
  const at = Math.min(active ?? begin, choices.length - 1);
  const activeRow = choices[at] ?? -1;
  const activeTenant = tenantOf(rows[activeRow]);

  useLayoutEffect(() => {
    if (list.current !== null) scrollToLine(list.current, begin === 0 ? 0 : (tops[choices[begin] ?? 0] ?? 0));
    // Once: afterwards it is scrolled by hand and by the arrows.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(choices.length - 1, to));
    setActive(next);
    // The heading above the first line comes into sight with it.
    if (list.current !== null) scrollToLine(list.current, next === 0 ? 0 : (tops[choices[next] ?? 0] ?? 0));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + pageRows,
      PageUp: at - pageRows,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && activeTenant !== null) onChoose(activeTenant.key);
    else if (event.key === 'Escape' && onCancel !== undefined) onCancel();
    else if (event.altKey && event.code === 'KeyP' && activeTenant !== null) pin(activeTenant);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="fill">
      <div className={styles['search']}>
        <Search className="muted" aria-hidden />
        <input
          // The list is opened in order to type.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          type="text"
          role="combobox"
          className={`control ${styles['input']}`}
          aria-label={t('switcher.filter')}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={activeRow < 0 ? undefined : `${id}-${activeRow}`}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('switcher.filter')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(null);
            if (list.current !== null) list.current.scrollTop = 0;
          }}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            // A press on the list leaves the typing where it is.
            if (list.current?.contains(event.relatedTarget)) event.currentTarget.focus();
          }}
        />
      </div>
      {choices.length === 0 && (
        <p role="status" className={`muted ${styles['nothing']}`}>
          {t('switcher.nothing')}
        </p>
      )}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('switcher.list')}
        className={styles['list']}
        onScroll={onScroll}
      >
        <div role="presentation" style={{ height }}>
          <SearchedRows search={typed}>
            {visible.map((place) => {
              const row = rows[place];
              if (row === undefined) return null;
              if (row.kind !== 'tenant') {
                return (
                  <div
                    key={`${row.kind} ${place}`}
                    role="presentation"
                    className={
                      row.kind === 'none'
                        ? `line note ${styles['none']}`
                        : `line heading ${styles['section']}`
                    }
                    style={{ top: tops[place], height: sectionHeight }}
                  >
                    <HeadingWords row={row} />
                  </div>
                );
              }
              return (
                <TenantRow
                  key={row.key}
                  id={`${id}-${place}`}
                  row={row}
                  top={tops[place] ?? 0}
                  active={place === activeRow}
                  now={now}
                  inView={row.tenant.key === inView}
                  position={choices.indexOf(place) + 1}
                  of={choices.length}
                  onChoose={() => onChoose(row.tenant.key)}
                  onPin={() => pin(row.tenant)}
                  onPoint={() => setActive(choices.indexOf(place))}
                />
              );
            })}
          </SearchedRows>
        </div>
      </div>
      {props.children}
      <div className={`line hint ${styles['keys']}`}>
        <span>{t('switcher.count', { count: typed === '' ? all : choices.length })}</span>
        <span>{t('switcher.keys')}</span>
      </div>
    </div>
  );
}

function tenantOf(row: SwitcherRow | undefined): SwitcherTenant | null {
  return row?.kind === 'tenant' ? row.tenant : null;
}
