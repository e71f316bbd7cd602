import Checkbox from '@mui/material/Checkbox';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { MuiTheme } from '../theme/MuiTheme.tsx';

export interface OptionsMenuProps {
  readonly anchor: HTMLElement | null;
  readonly label: string;
  /** Options of one group follow each other, under its name. */
  readonly options: readonly { readonly value: string; readonly label: string; readonly group?: string }[];
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
        {options.flatMap((option, at) => {
          const checked = chosen.includes(option.value);
          const begins = option.group !== undefined && option.group !== options[at - 1]?.group;
          const item = (
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
          if (!begins) return [item];
          return [
            <ListSubheader key={`group ${option.group}`} role="presentation" className="heading">
              {option.group}
            </ListSubheader>,
            item,
          ];
        })}
      </Menu>
    </MuiTheme>
  );
}
