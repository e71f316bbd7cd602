import type { Logger } from 'pino';
import type { Configuration } from './configuration.ts';
import type { Signals } from './database/signals.ts';
import type { UnitOfWork } from './database/unitOfWork.ts';
import type { Cursors } from './http/cursors.ts';

/** What every part of the backend may build on. */
export interface BackendParts {
  readonly unitOfWork: UnitOfWork;
  /** Topics are the ids of tenants in which something was committed. */
  readonly signals: Signals;
  readonly cursors: Cursors;
  readonly configuration: Pick<Configuration, 'smtp' | 'bounceKey' | 'production'> & {
    readonly publicUrl: string;
  };
  /** Random, made with the database; a cursor of the feed names it. */
  readonly databaseId: string;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** What the one line on stdout says (architecture.md, interfaces to keep). */
export interface ReadyLine {
  readonly url: string;
  readonly openapi: string;
  /** Where mails can be read; null if they are sent. */
  readonly mailbox: string | null;
  readonly accounts: readonly {
    readonly email: string;
    readonly password: string;
    readonly roles: readonly string[];
    readonly tenant: string;
    /** Names of the tenants that it may work on. */
    readonly tenants: readonly string[];
  }[];
}
