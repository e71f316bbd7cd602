import type { CopyKind } from '../../sync/copyKind.ts';
import { createNamedKind } from '../../sync/namedKind.ts';

/** Products, which profiles are grouped by. */
export const productsKind: CopyKind = createNamedKind('product');
