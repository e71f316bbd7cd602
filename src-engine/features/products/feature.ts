import { createNamedKind } from '../../sync/namedKind.ts';
import type { EngineFeature } from '../engineFeature.ts';

/** Profiles are grouped by them, and read together with them. */
export const productsFeature = { kinds: { product: createNamedKind('product') } } satisfies EngineFeature;
