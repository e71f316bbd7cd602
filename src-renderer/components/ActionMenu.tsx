import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { MuiTheme } from '../theme/MuiTheme.tsx';
import { ReasonTooltip } from './ReasonTooltip.tsx';
import type { MenuAction } from './table/types.ts';

export interface ActionMenuProps {
  /** Its button, or the button's place where the button itself may be replaced meanwhile. */
  readonly anchor: HTMLElement | DOMRect | null;
  /** On which side of it the menu stands: to the left of a button, to the right of a pointer. */
  readonly side?: 'left' | 'right';
  readonly actions: readonly MenuAction[];
  readonly onClose: () => void;
}

/** A menu of actions; those that are not possible stay in reach of the arrows and say why. */
export function ActionMenu({ anchor, side = 'left', actions, onClose }: ActionMenuProps) {
  const place = anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : anchor;
  return (
    <MuiTheme>
      <Menu
        open
        anchorReference="anchorPosition"
        anchorPosition={{ top: place?.bottom ?? 0, left: place?.right ?? 0 }}
        onClose={onClose}
        transformOrigin={{ vertical: 'top', horizontal: side === 'left' ? 'right' : 'left' }}
        transitionDuration={0}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {actions.map(({ label, icon, danger = false, apart = false, reason, onSelect }) => (
          <ReasonTooltip key={label} reason={reason} side="before">
            <MenuItem
              sx={{
                ...(apart ? { borderTop: '1px solid var(--line)' } : {}),
                color: danger ? 'var(--negative)' : undefined,
                '&[aria-disabled="true"]': { color: 'var(--text-disabled)' },
              }}
              onClick={() => {
                onClose();
                onSelect();
              }}
            >
              {icon}
              {label}
            </MenuItem>
          </ReasonTooltip>
        ))}
      </Menu>
    </MuiTheme>
  );
}
