import Checkbox from '@mui/material/Checkbox';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { MuiTheme } from '../theme/MuiTheme.tsx';

export interface OptionsMenuProps {
  readonly anchor: HTMLElement | null;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly onClose: () => void;
}

/** The list behind a `FilterMenu`; stays open while ticking. */
export function OptionsMenu({ anchor, label, options, chosen, onChange, onClose }: OptionsMenuProps) {
  return (
    <MuiTheme>
      <Menu
        open
        anchorEl={anchor}
        onClose={onClose}
        transitionDuration={0}
        slotProps={{ list: { 'aria-label': label }, paper: { sx: { maxHeight: 420, maxWidth: 360 } } }}
      >
        {options.map((option) => {
          const checked = chosen.includes(option.value);
          return (
            <MenuItem
              key={option.value}
              role="menuitemcheckbox"
              aria-checked={checked}
              onClick={() =>
                onChange(
                  checked ? chosen.filter((value) => value !== option.value) : [...chosen, option.value],
                )
              }
            >
              <Checkbox
                size="small"
                checked={checked}
                tabIndex={-1}
                sx={{ padding: 0 }}
                slotProps={{ input: { 'aria-hidden': true } }}
              />
              {option.label}
            </MenuItem>
          );
        })}
      </Menu>
    </MuiTheme>
  );
}
