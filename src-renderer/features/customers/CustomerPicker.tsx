import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../bridge/queries.ts';

export interface PickedCustomer {
  readonly id: string;
  readonly title: string;
}

export interface CustomerPickerProps {
  readonly tenantId: string;
  readonly label: string;
  /** Not offered. */
  readonly without: string;
  readonly chosen: PickedCustomer | null;
  readonly onChange: (customer: PickedCustomer | null) => void;
}

const offered = 50;

/** Finds one customer of the tenant by title; the search is the copy's, so any number of them is fine. */
export function CustomerPicker({ tenantId, label, without, chosen, onChange }: CustomerPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed === chosen?.title ? '' : typed);
  const page = useRead('customers.page', { tenantId, search, limit: offered }, { keepPrevious: true });
  const options = (page.data?.rows ?? []).filter(({ id }) => id !== without);
  return (
    <Autocomplete<PickedCustomer>
      options={options}
      value={chosen}
      loading={page.isPending}
      autoHighlight
      openOnFocus
      filterOptions={(all) => all}
      getOptionKey={({ id }) => id}
      getOptionLabel={({ title }) => title}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      noOptionsText={t('form.noMatch')}
      loadingText={t('grid.loading')}
      openText={t('form.open')}
      closeText={t('form.close')}
      clearText={t('form.clear')}
      onChange={(_, customer) => onChange(customer)}
      onInputChange={(_, text) => setTyped(text)}
      renderInput={(input) => (
        <TextField
          {...input}
          placeholder={label}
          slotProps={{ ...input.slotProps, htmlInput: { ...input.slotProps.htmlInput, 'aria-label': label } }}
        />
      )}
    />
  );
}
