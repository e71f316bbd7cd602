import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../classes.ts';
import { Tooltip } from '../Tooltip.tsx';
import styles from './Form.module.css';
import { useFieldProblem } from './useFieldProblem.ts';

export interface FieldProps {
  /** The field's path in the form. */
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string;
  /** Something odd about the value, which may be right all the same: said instead of the hint. */
  readonly caution?: string | null;
}

/** What the control inside needs to be tied to its label, hint and error. */
export interface FieldControl {
  readonly id: string;
  readonly wrong: boolean;
  /** Attributes of the input itself. */
  readonly html: { readonly 'aria-required': boolean; readonly 'aria-describedby': string | undefined };
}

/** Label above, control, then the error or the hint below: the same for every kind of field. */
export function Field({
  name,
  label,
  required = false,
  hint,
  caution = null,
  children,
}: FieldProps & { readonly children: (control: FieldControl) => ReactNode }) {
  const { t } = useTranslation();
  const id = useId();
  const problem = useFieldProblem(name);
  const below = problem ?? caution ?? hint;
  const noteId = `${id}-note`;
  return (
    <div className="field">
      <label className={`label ${styles['label']}`} htmlFor={id}>
        {label}
        {required && (
          <Tooltip text={t('form.required')}>
            <span className={`negative ${styles['required']}`} aria-hidden>
              *
            </span>
          </Tooltip>
        )}
      </label>
      {children({
        id,
        wrong: problem !== null,
        html: { 'aria-required': required, 'aria-describedby': below === undefined ? undefined : noteId },
      })}
      {below !== undefined && (
        <p
          id={noteId}
          className={classes(
            'hint',
            problem !== null && 'negative',
            problem === null && caution !== null && 'caution',
          )}
        >
          {below}
        </p>
      )}
    </div>
  );
}
