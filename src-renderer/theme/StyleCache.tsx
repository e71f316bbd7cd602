import type { EmotionCache } from '@emotion/cache';
import { createContext } from 'react';

/**
 * The nonce under which emotion may write its styles, and the cache once the first MUI part has made it. The holder is
 * made at composition; emotion itself stays out of the first chunk.
 */
export interface StyleCacheHolder {
  readonly nonce: string | undefined;
  cache: EmotionCache | null;
}

export const StyleCacheContext = createContext<StyleCacheHolder>({ nonce: undefined, cache: null });
