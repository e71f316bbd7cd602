import Popover, { type PopoverProps } from '@mui/material/Popover';
import type { ReactNode } from 'react';
import { MuiTheme } from '../theme/MuiTheme.tsx';
import styles from './BarPanel.module.css';

export interface BarPanelProps {
  /** The entry that it belongs to. */
  readonly anchor: PopoverProps['anchorEl'];
  readonly label: string;
  /** Says its width, and what is between its parts. */
  readonly className: string | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What an entry at the right of the top bar opens, below it. */
export function BarPanel({ anchor, label, className = '', onClose, children }: BarPanelProps) {
  return (
    <MuiTheme>
      <Popover
        open
        anchorEl={anchor}
        onClose={onClose}
        transitionDuration={0}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': label,
            sx: { marginTop: '6px', boxShadow: 'var(--shadow-float)' },
          },
        }}
      >
        <div className={`stack ${styles['panel']} ${className}`}>{children}</div>
      </Popover>
    </MuiTheme>
  );
}
