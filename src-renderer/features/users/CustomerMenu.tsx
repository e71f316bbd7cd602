import Autocomplete from '@mui/material/Autocomplete';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { useCustomerOptions } from './useCustomerOptions.ts';

export interface CustomerMenuProps {
  readonly tenantId: string;
  readonly anchor: HTMLElement | null;
  readonly chosen: string | null;
  readonly onChoose: (customerId: string | null) => void;
  readonly onClose: () => void;
}

/** The list behind `CustomerFilter`; typing asks the copy, so that any number of customers can be reached. */
export function CustomerMenu({ tenantId, anchor, chosen, onChoose, onClose }: CustomerMenuProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { options } = useCustomerOptions(tenantId, typed);
  return (
    <MuiTheme>
      <Popover
        open
        anchorEl={anchor}
        onClose={onClose}
        transitionDuration={0}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { sx: { width: 300, padding: 2, overflow: 'visible' } } }}
      >
        <Autocomplete
          open
          autoHighlight
          options={[...options]}
          value={options.find(({ value }) => value === chosen) ?? null}
          inputValue={typed}
          onInputChange={(_, text, reason) => {
            if (reason === 'input' || reason === 'clear') setTyped(text);
          }}
          onChange={(_, option) => onChoose(option?.value ?? null)}
          filterOptions={(all) => all}
          isOptionEqualToValue={(option, value) => option.value === value.value}
          noOptionsText={t('form.noMatch')}
          clearText={t('form.clear')}
          forcePopupIcon={false}
          renderOption={({ key, ...item }, { value, label, detail }) => (
            <li {...item} key={`${value} ${String(key)}`}>
              <bdi>{label}</bdi>
              {detail !== undefined && (
                <span style={{ marginLeft: 'auto', paddingLeft: 12, color: 'var(--text-muted)' }}>
                  {detail}
                </span>
              )}
            </li>
          )}
          renderInput={(input) => (
            <TextField
              {...input}
              autoFocus
              placeholder={t('users.filter.customerSearch')}
              slotProps={{
                ...input.slotProps,
                htmlInput: { ...input.slotProps.htmlInput, 'aria-label': t('users.filter.customer') },
              }}
            />
          )}
        />
      </Popover>
    </MuiTheme>
  );
}
