import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type AssignmentMode, assignmentModes } from '#shared/domain/profileAssignment.ts';
import form from '../../components/form/Form.module.css';
import { Segments } from '../../components/Segments.tsx';
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
    <div className="field">
      <span id={id} className={`label ${form['label']}`}>
        {t('bulk.mode.label')}
      </span>
      <div className={`line ${styles['mode']}`}>
        <Segments
          role="radiogroup"
          aria-labelledby={id}
          aria-describedby={`${id}-help`}
          options={assignmentModes}
          wordOf={(mode) => t(`bulk.mode.${mode}`)}
          value={value}
          onChange={onChange}
          strong
        />
        <span id={`${id}-help`} className="note">
          {t(`bulk.modeHelp.${value}`)}
        </span>
      </div>
    </div>
  );
}
