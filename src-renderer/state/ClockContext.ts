import { createContext } from 'react';

/**
 * Milliseconds that the clock of the backend in view is ahead of this computer's; 0 while they agree well enough. What is said of
 * times is said by the backend's.
 */
export const ClockContext = createContext(0);
