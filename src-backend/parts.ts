import type { Logger } from 'pino';
import type { Configuration } from './configuration.ts';
import type { UnitOfWork } from './database/unitOfWork.ts';
import type { Cursors } from './http/cursors.ts';

/** What every part of the backend may build on. */
export interface BackendParts {
  readonly unitOfWork: UnitOfWork;
  readonly cursors: Cursors;
  readonly configuration: Pick<Configuration, 'publicUrl' | 'smtp' | 'production'>;
  /** Random, made with the database; a cursor of the feed names it. */
  readonly databaseId: string;
  readonly logger: Logger;
  readonly now: () => Date;
}
