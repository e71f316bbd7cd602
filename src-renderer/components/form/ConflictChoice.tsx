import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fields, FieldValues } from '#shared/domain/fields.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import styles from './ConflictChoice.module.css';
import type { FieldConflict } from './fieldMerge.ts';

export interface ConflictChoiceProps<F extends Fields> {
  readonly conflicts: readonly FieldConflict<F>[];
  readonly labelOf: (field: keyof F & string) => string;
  /** A value as people read it: names for ids. Empty text means that there is none. */
  readonly wordsOf: (field: keyof F & string, value: unknown) => string;
  /** The kept value of every field in conflict. */
  readonly onChosen: (kept: Partial<FieldValues<F>>) => void;
}

type Side = 'theirs' | 'mine';

/** Fields that two people changed: theirs or mine, one by one. Beforehand stands what was typed here. */
export function ConflictChoice<F extends Fields>(props: ConflictChoiceProps<F>) {
  const { conflicts, labelOf, wordsOf, onChosen } = props;
  const { t } = useTranslation();
  const id = useId();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const sideOf = (field: string): Side => sides[field] ?? 'mine';
  const choose = () =>
    onChosen(
      Object.fromEntries(
        conflicts.map((conflict) => [conflict.field, conflict[sideOf(conflict.field)]]),
      ) as Partial<FieldValues<F>>,
    );
  return (
    <Notice tone="caution" role="alert" className={styles['conflict']}>
      <div className={`stack ${styles['fields']}`}>
        <strong>{t('errors.VERSION_CONFLICT.what')}</strong>
        <span>{t('conflict.lead', { count: conflicts.length })}</span>
        {conflicts.map((conflict) => (
          <fieldset key={conflict.field} className={styles['field']}>
            <legend>{labelOf(conflict.field)}</legend>
            {(['theirs', 'mine'] as const).map((side) => {
              const words = wordsOf(conflict.field, conflict[side]);
              return (
                <label key={side} className={styles['choice']}>
                  <input
                    type="radio"
                    name={`${id}-${conflict.field}`}
                    checked={sideOf(conflict.field) === side}
                    onChange={() => setSides({ ...sides, [conflict.field]: side })}
                  />
                  <span className="muted">{t(`conflict.${side}`)}</span>
                  <bdi className={styles['value']}>{words === '' ? t('conflict.none') : words}</bdi>
                </label>
              );
            })}
          </fieldset>
        ))}
        <div>
          <Button onClick={choose}>{t('conflict.apply')}</Button>
        </div>
      </div>
    </Notice>
  );
}
