import Autocomplete from '@mui/material/Autocomplete';
import { useDeferredValue, useState } from 'react';
import { ChoiceInput, type Option, useOptionList } from '../../components/form/optionList.tsx';
import { useCustomerOptions } from '../users/useCustomerOptions.ts';

export interface CustomerPickerProps {
  readonly label: string;
  /** Not offered. */
  readonly without: string;
  readonly chosen: Option | null;
  readonly onChange: (customer: Option | null) => void;
}

/** Finds one customer of the tenant by title; the search is the copy's, so any number of them is fine. */
export function CustomerPicker({ label, without, chosen, onChange }: CustomerPickerProps) {
  const [typed, setTyped] = useState('');
  const { options, foundFor, loading } = useCustomerOptions(
    useDeferredValue(typed === chosen?.label ? '' : typed),
  );
  const others = options.flatMap(({ value, label: title }) =>
    value === without ? [] : [{ value, label: title }],
  );
  return (
    <Autocomplete<Option>
      {...useOptionList(label, others, foundFor)}
      value={chosen}
      loading={loading}
      openOnFocus
      onChange={(_, customer) => onChange(customer)}
      onInputChange={(_, text) => setTyped(text)}
      renderInput={(input) => (
        <ChoiceInput input={input} placeholder={label} html={{ 'aria-label': label }} />
      )}
    />
  );
}
