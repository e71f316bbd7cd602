import Dialog from '@mui/material/Dialog';
import { type ReactNode, useId } from 'react';
import { MuiTheme } from '../theme/MuiTheme.tsx';
import styles from './ConfirmDialog.module.css';
import { TenantLine } from './TenantLine.tsx';

export interface DialogFrameProps {
  readonly title: string;
  /** Beside the tenant: how much it is about. */
  readonly detail?: string;
  readonly width?: number;
  /** Escape and a click beside it. */
  readonly onClose: () => void;
  /** Cancel first, the verb last; null where the content has its own. */
  readonly buttons: ReactNode;
  readonly children: ReactNode;
}

/** Title, the tenant that it is about, what will happen, buttons at the bottom right. */
export function DialogFrame(props: DialogFrameProps) {
  const { title, detail, width = 480, onClose, buttons, children } = props;
  const id = useId();
  return (
    <MuiTheme>
      <Dialog
        open
        onClose={onClose}
        transitionDuration={{ enter: 120, exit: 0 }}
        aria-labelledby={id}
        slotProps={{ paper: { sx: { width, maxWidth: 'calc(100% - 64px)' } } }}
      >
        <div className={`stack ${styles['dialog']}`}>
          <h2 id={id} className={`title ${styles['title']}`}>
            {title}
          </h2>
          <TenantLine className={styles['tenant']}>
            {detail !== undefined && <span>· {detail}</span>}
          </TenantLine>
          {children}
          {buttons !== null && <div className={`line ${styles['buttons']}`}>{buttons}</div>}
        </div>
      </Dialog>
    </MuiTheme>
  );
}
