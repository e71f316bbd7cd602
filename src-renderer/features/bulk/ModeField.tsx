import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type AssignmentMode, assignmentModes } from '#shared/domain/profileAssignment.ts';
import form from '../../components/form/Form.module.css';
import styles from './PlanDialog.module.css';

export interface ModeFieldProps {
  readonly value: AssignmentMode;
  readonly onChange: (mode: AssignmentMode) => void;
}

/** Replace, Add or Remove, and what the choice means. */
export function ModeField({ value, onChange }: ModeFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={form['field']}>
      <span id={id} className={form['label']}>
        {t('bulk.mode.label')}
      </span>
      <div className={styles['mode']}>
        <div
          className={styles['segments']}
          role="radiogroup"
          aria-labelledby={id}
          aria-describedby={`${id}-help`}
        >
          {assignmentModes.map((mode) => (
            <label key={mode} className={styles['segment']}>
              <input
                type="radio"
                name={id}
                value={mode}
                checked={mode === value}
                onChange={() => onChange(mode)}
              />
              {t(`bulk.mode.${mode}`)}
            </label>
          ))}
        </div>
        <span id={`${id}-help`} className={styles['note']}>
          {t(`bulk.modeHelp.${value}`)}
        </span>
      </div>
    </div>
  );
}
