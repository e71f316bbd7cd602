import Autocomplete from '@mui/material/Autocomplete';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceInput, type Option, useOptionList } from '../../components/form/optionList.tsx';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { useCustomerOptions } from './useCustomerOptions.ts';

export interface CustomerMenuProps {
  readonly anchor: HTMLElement | null;
  readonly chosen: string | null;
  readonly onChoose: (customerId: string | null) => void;
  readonly onClose: () => void;
}

/** The list behind `CustomerFilter`; typing asks the copy, so that any number of customers can be reached. */
export function CustomerMenu({ anchor, chosen, onChoose, onClose }: CustomerMenuProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const label = t('users.filter.customer');
  const list = useOptionList(label, useCustomerOptions(typed).options, { filtered: true });
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
        <Autocomplete<Option>
          {...list}
          open
          // The list is always open, so that this is the only way by which Escape is heard of.
          onClose={(_, reason) => reason === 'escape' && onClose()}
          value={list.options.find(({ value }) => value === chosen) ?? null}
          inputValue={typed}
          onInputChange={(_, text, reason) => {
            if (reason === 'input' || reason === 'clear') setTyped(text);
          }}
          onChange={(_, option) => onChoose(option?.value ?? null)}
          forcePopupIcon={false}
          renderInput={(input) => (
            <ChoiceInput
              input={input}
              autoFocus
              placeholder={t('users.filter.customerSearch')}
              html={{ 'aria-label': label }}
            />
          )}
        />
      </Popover>
    </MuiTheme>
  );
}
