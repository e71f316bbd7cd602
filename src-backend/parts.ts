import type { Logger } from 'pino';
import type { Configuration } from './configuration.ts';
import type { UnitOfWork } from './database/unitOfWork.ts';
import type { Cursors } from './http/cursors.ts';

/** What every part of the backend may build on. */
export interface BackendParts {
  readonly unitOfWork: UnitOfWork;
  readonly cursors: Cursors;
  readonly configuration: Pick<Configuration, 'publicUrl' | 'smtp' | 'production'>;
  readonly logger: Logger;
  readonly now: () => Date;
}
