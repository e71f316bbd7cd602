import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSync } from '../../state/useSync.ts';
import { LightLine } from './LightLine.tsx';
import styles from './Table.module.css';
import type { TableColumn, TableRow } from './types.ts';
import { widthOf } from './widths.ts';

const skeletonMilliseconds = 1000;
const widths = [62, 48, 71, 55, 66, 43, 58, 69];

/** Skeleton rows for at most one second, then progress with numbers. */
export function LoadingRows<R extends TableRow>({
  columns,
}: {
  readonly columns: readonly TableColumn<R>[];
}) {
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
  return (
    <div className={styles['table']} role="status" aria-label={t('grid.loading')}>
      <LightLine
        look={styles['headRow']}
        columns={columns}
        renderCell={({ header }) => <span className="cut">{header}</span>}
      />
      {widths.map((width) => (
        <div key={width} className={styles['row']}>
          {columns.map((column, place) => (
            <div key={column.field} className={styles['cell']} style={widthOf(column)}>
              <div className={styles['bar']} style={{ width: `${((width + place * 17) % 50) + 30}%` }} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
