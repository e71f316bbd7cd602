import type { KeyboardEvent } from 'react';

/** Whether a key belongs to an input method that is putting letters together; some say so by the code alone. */
export const composes = ({ nativeEvent }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || nativeEvent.keyCode === 229;
