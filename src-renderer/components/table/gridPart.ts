import { lazyPart } from '../../words/lazyPart.tsx';

/** The grid, with its code in a chunk of its own. */
export const gridPart = lazyPart([], async () => (await import('./Grid.tsx')).Grid);
