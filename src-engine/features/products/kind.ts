import { createNamedKind } from '../../sync/namedKind.ts';

/** Profiles are grouped by them, and read together with them. */
export const productKind = createNamedKind('product');
