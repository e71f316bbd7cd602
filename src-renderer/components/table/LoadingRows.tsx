import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSync } from '../../state/useSync.ts';
import { LightLine } from './LightLine.tsx';
import styles from './Table.module.css';
import type { ShownTableProps } from './DataTable.tsx';
import type { TableRow } from './types.ts';

const skeletonMilliseconds = 1000;
const widths = [62, 48, 71, 55, 66, 43, 58, 69];

/** Skeleton rows for at most one second, then progress with numbers. */
export function LoadingRows<R extends TableRow>(props: ShownTableProps<R>) {
  const { columns, selectable = false, onMenu } = props;
  const { t } = useTranslation();
  const sync = useSync();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), skeletonMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  if (late) {
    const loaded = sync?.loaded ?? null;
    const expected = sync?.expected ?? null;
    return (
      <div className={`fill muted ${styles['loading']}`} role="status">
        {loaded === null || expected === null
          ? t('grid.loading')
          : t('grid.loadingOf', {
              loaded: loaded.toLocaleString(),
              expected: expected.toLocaleString(),
            })}
        {loaded !== null && expected !== null && expected > 0 && (
          <progress
            className={styles['meter']}
            aria-label={t('grid.loading')}
            value={Math.min(loaded, expected)}
            max={expected}
          />
        )}
      </div>
    );
  }
  const sides = { tick: selectable && null, menu: onMenu !== undefined && null };
  return (
    <div className={styles['table']} role="status" aria-label={t('grid.loading')}>
      <LightLine
        look={styles['headRow']}
        columns={columns}
        {...sides}
        renderCell={({ header }) => <span className="cut">{header}</span>}
      />
      {widths.map((width) => (
        <LightLine
          key={width}
          look={styles['row']}
          columns={columns}
          {...sides}
          renderCell={(column) => (
            <div
              className={styles['bar']}
              style={{ width: `${((width + columns.indexOf(column) * 17) % 50) + 30}%` }}
            />
          )}
        />
      ))}
    </div>
  );
}
