import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../bridge/queries.ts';
import { Button } from '../../components/Button.tsx';
import styles from './ConflictChoice.module.css';
import type { FieldConflict, UserChanges } from './userForm.ts';

export interface ConflictChoiceProps {
  readonly tenantId: string;
  readonly conflicts: readonly FieldConflict[];
  /** The kept value of every field in conflict. */
  readonly onChosen: (kept: UserChanges) => void;
}

type Side = 'theirs' | 'mine';

/** Fields that two people changed: theirs or mine, one by one. Nothing is chosen beforehand but what was typed here. */
export function ConflictChoice({ tenantId, conflicts, onChosen }: ConflictChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  const words = useValueWords(tenantId);
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const choose = () => {
    const kept = conflicts.map((conflict) => [conflict.field, conflict[sides[conflict.field] ?? 'mine']]);
    onChosen(Object.fromEntries(kept) as UserChanges);
  };
  return (
    <div role="alert" className={styles['conflict']}>
      <strong>{t('users.conflict.title')}</strong>
      <span>{t('users.conflict.lead', { count: conflicts.length })}</span>
      {conflicts.map((conflict) => (
        <fieldset key={conflict.field} className={styles['field']}>
          <legend>{t(`users.conflict.field.${conflict.field}`)}</legend>
          {(['theirs', 'mine'] as const).map((side) => (
            <label key={side} className={styles['choice']}>
              <input
                type="radio"
                name={`${id}-${conflict.field}`}
                checked={(sides[conflict.field] ?? 'mine') === side}
                onChange={() => setSides({ ...sides, [conflict.field]: side })}
              />
              <span className={styles['side']}>{t(`users.conflict.${side}`)}</span>
              <bdi className={styles['value']}>{words(conflict[side])}</bdi>
            </label>
          ))}
        </fieldset>
      ))}
      <div>
        <Button onClick={choose}>{t('users.conflict.apply')}</Button>
      </div>
    </div>
  );
}

/** A field's value as people read it: names for ids, numbers of phones. */
function useValueWords(tenantId: string): (value: unknown) => string {
  const { t } = useTranslation();
  const profiles = useRead('profiles.all', { tenantId }).data?.profiles;
  const roles = useRead('roles.all', { tenantId }).data?.roles;
  const names = new Map([...(profiles ?? []), ...(roles ?? [])].map(({ id, name }) => [id, name]));
  const one = (value: unknown): string => {
    if (typeof value === 'object' && value !== null && 'number' in value) return String(value.number);
    return typeof value === 'string' ? (names.get(value) ?? value) : '';
  };
  return (value) => {
    const text = Array.isArray(value) ? value.map((part) => one(part)).join(', ') : one(value);
    return text === '' ? t('users.conflict.none') : text;
  };
}
