import type { Handlers } from './registerRoute.ts';
import type { JobHandlers } from '../jobNames.ts';

/** One feature, as it is plugged in: its routes and its jobs. */
export interface Feature {
  readonly handlers?: Handlers;
  readonly jobs?: JobHandlers;
}
