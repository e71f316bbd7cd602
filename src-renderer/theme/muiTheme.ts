import { createTheme, type Theme } from '@mui/material/styles';
import '@mui/x-data-grid/themeAugmentation';

const field = {
  borderRadius: 'var(--radius)',
  backgroundColor: 'var(--surface)',
  fontSize: 'var(--text-14)',
  '& .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--line-control)' },
  '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--text-muted)' },
} as const;

/**
 * MUI dressed in the console's own tokens. Colours are the custom properties themselves (`nativeColor` lets MUI mix them
 * in CSS), so light and dark switch without rendering anything again.
 */
export function createMuiTheme(): Theme {
  return createTheme({
    cssVariables: { nativeColor: true, cssVarPrefix: 'td' },
    palette: {
      primary: {
        main: 'var(--accent)',
        light: 'var(--accent)',
        dark: 'var(--accent-hover)',
        contrastText: 'var(--on-accent)',
      },
      error: {
        main: 'var(--negative)',
        light: 'var(--negative)',
        dark: 'var(--negative-hover)',
        contrastText: 'var(--on-negative)',
      },
      text: { primary: 'var(--text)', secondary: 'var(--text-muted)', disabled: 'var(--text-disabled)' },
      DataGrid: { bg: 'var(--surface)', headerBg: 'var(--surface)', pinnedBg: 'var(--surface)' },
      divider: 'var(--line)',
      background: { default: 'var(--surface)', paper: 'var(--raised)' },
      action: {
        active: 'var(--text-muted)',
        hover: 'var(--hover)',
        selected: 'var(--selected)',
        disabled: 'var(--text-disabled)',
        disabledBackground: 'var(--hover)',
      },
    },
    shape: { borderRadius: 6 },
    spacing: 4,
    typography: { fontFamily: 'var(--font)', fontSize: 14, button: { textTransform: 'none' } },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiPaper: {
        styleOverrides: { root: { backgroundImage: 'none', border: '1px solid var(--line)' } },
      },
      MuiDialog: {
        styleOverrides: {
          paper: { boxShadow: 'var(--shadow-float)', borderRadius: 'calc(var(--radius) + 2px)' },
        },
      },
      MuiBackdrop: {
        styleOverrides: {
          root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(10 12 16 / 40%)' } },
        },
      },
      MuiMenu: {
        styleOverrides: { paper: { boxShadow: 'var(--shadow-float)', minWidth: 180 } },
      },
      MuiMenuItem: {
        styleOverrides: {
          root: {
            fontSize: 'var(--text-14)',
            minHeight: 32,
            gap: 10,
            paddingTop: 4,
            paddingBottom: 4,
            '&.Mui-focusVisible': { outline: '2px solid var(--focus)', outlineOffset: -2 },
          },
        },
      },
      MuiOutlinedInput: {
        styleOverrides: {
          root: { ...field, '&.MuiInputBase-multiline': { padding: 0 } },
          input: {
            height: 20,
            padding: '8px 10px',
            '&::placeholder': { color: 'var(--text-muted)', opacity: 1 },
          },
        },
      },
      MuiAutocomplete: {
        styleOverrides: {
          paper: { boxShadow: 'var(--shadow-float)', fontSize: 'var(--text-14)', marginTop: 2 },
          inputRoot: {
            padding: '2px 6px',
            minHeight: 36,
            '& .MuiAutocomplete-input': { padding: '4px 4px' },
          },
          option: { minHeight: 32 },
        },
      },
      MuiChip: {
        styleOverrides: {
          root: {
            height: 24,
            borderRadius: 4,
            fontSize: 'var(--text-13)',
            backgroundColor: 'var(--pressed)',
            color: 'var(--text)',
          },
        },
      },
    },
  });
}
