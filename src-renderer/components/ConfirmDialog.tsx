import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import styles from './ConfirmDialog.module.css';
import { DialogFrame } from './DialogFrame.tsx';

export interface ConfirmDialogProps {
  /** Names the object: "Delete Nord Facility". */
  readonly title: string;
  /** What will happen, in one line. */
  readonly text: ReactNode;
  /** The verb and the count: "Delete 3 users". Never "Yes". */
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly reason?: string | null;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

/** Asks before something that can't be undone. The way back has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, text, confirmLabel, cancelLabel, danger = false, busy = false } = props;
  const { t } = useTranslation();
  return (
    <DialogFrame
      title={title}
      onClose={props.onCancel}
      buttons={
        <>
          <Button autoFocus onClick={props.onCancel}>
            {cancelLabel ?? t('action.cancel')}
          </Button>
          <Button
            look={danger ? 'danger' : 'primary'}
            busy={busy}
            reason={props.reason}
            onClick={props.onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className={styles['text']}>{text}</div>
      {props.children}
    </DialogFrame>
  );
}
