import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { MuiTheme } from '../app/theme/MuiTheme.tsx';
import { ReasonTooltip } from './ReasonTooltip.tsx';
import type { MenuAction } from './table/types.ts';

export interface ActionMenuProps {
  readonly anchor: HTMLElement | null;
  readonly actions: readonly MenuAction[];
  readonly onClose: () => void;
}

/** A menu of actions; those that are not possible stay in reach of the arrows and say why. */
export function ActionMenu({ anchor, actions, onClose }: ActionMenuProps) {
  return (
    <MuiTheme>
      <Menu
        open
        anchorEl={anchor}
        onClose={onClose}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        transitionDuration={0}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {actions.map(({ id, label, icon, danger = false, reason, onSelect }) => (
          <ReasonTooltip key={id} reason={reason}>
            <MenuItem
              sx={{
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
