import { useTranslation } from 'react-i18next';
import styles from './Tags.module.css';
import { Tooltip } from './Tooltip.tsx';

export interface TagsProps {
  readonly items: readonly string[];
}

/** How many are shown before "+n". */
const shown = 2;

/** Compact names; the rest on hover, and all of them to a screen reader. */
export function Tags({ items }: TagsProps) {
  const { t } = useTranslation();
  if (items.length === 0) return <>{t('grid.unknown')}</>;
  const rest = items.slice(shown);
  return (
    <span className={styles['tags']}>
      {items.slice(0, shown).map((item) => (
        <bdi key={item} className={`cut ${styles['tag']}`}>
          {item}
        </bdi>
      ))}
      {rest.length > 0 && (
        <Tooltip text={rest.join(' · ')}>
          <span className={styles['more']}>
            <span aria-hidden>+{rest.length}</span>
            <span className="visually-hidden">{rest.join(', ')}</span>
          </span>
        </Tooltip>
      )}
    </span>
  );
}
