import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { ThemeProvider } from '@mui/material/styles';
import { type ReactNode, useContext } from 'react';
import { createMuiTheme } from './muiTheme.ts';
import { StyleCacheContext, type StyleCacheHolder } from './StyleCache.tsx';

const theme = createMuiTheme();

function cacheOf(holder: StyleCacheHolder) {
  holder.cache ??= createCache({
    key: 'td',
    prepend: true,
    ...(holder.nonce === undefined ? {} : { nonce: holder.nonce }),
  });
  return holder.cache;
}

/** Everything that uses MUI stands inside one of these; each lazy part brings its own, the styles are shared. */
export function MuiTheme({ children }: { readonly children: ReactNode }) {
  const cache = cacheOf(useContext(StyleCacheContext));
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme}>{children}</ThemeProvider>
    </CacheProvider>
  );
}
