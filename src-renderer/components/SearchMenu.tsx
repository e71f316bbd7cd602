import Autocomplete from '@mui/material/Autocomplete';
import Popover from '@mui/material/Popover';
import { MuiTheme } from '../theme/MuiTheme.tsx';
import { ChoiceInput, type Option, useOptionList } from './form/optionList.tsx';

export interface SearchMenuProps {
  readonly anchor: HTMLElement | null;
  readonly label: string;
  readonly placeholder: string;
  /** Pixels. */
  readonly width: number;
  readonly options: readonly Option[];
  /** What they were found for; null: not yet for what is typed. */
  readonly foundFor: string | null;
  /** The value of the one that was chosen before. */
  readonly chosen: string | null;
  readonly typed: string;
  readonly onType: (text: string) => void;
  /** Null: the choice was taken back. */
  readonly onChoose: (option: Option | null) => void;
  readonly onClose: () => void;
}

/** A field to type in, with the list of what was found below it: behind a filter that chooses one of any number. */
export function SearchMenu(props: SearchMenuProps) {
  const { anchor, label, placeholder, width, options, foundFor, chosen, typed, onType, onChoose, onClose } =
    props;
  const list = useOptionList(label, options, foundFor);
  return (
    <MuiTheme>
      <Popover
        open
        anchorEl={anchor}
        onClose={onClose}
        transitionDuration={0}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { sx: { width, padding: 2, overflow: 'visible' } } }}
      >
        <Autocomplete<Option>
          {...list}
          open
          // The list is always open, so that this is the only way by which Escape is heard of.
          onClose={(_, reason) => reason === 'escape' && onClose()}
          value={list.options.find(({ value }) => value === chosen) ?? null}
          inputValue={typed}
          onInputChange={(_, text, reason) => {
            if (reason === 'input' || reason === 'clear') onType(text);
          }}
          onChange={(_, option) => onChoose(option)}
          forcePopupIcon={false}
          renderInput={(input) => (
            <ChoiceInput input={input} autoFocus placeholder={placeholder} html={{ 'aria-label': label }} />
          )}
        />
      </Popover>
    </MuiTheme>
  );
}
