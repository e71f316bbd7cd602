import { foundation } from './0001-foundation.ts';
import { tenants } from './0002-tenants.ts';
import { profiles } from './0003-profiles.ts';
import { customersAndUsers } from './0004-customers-and-users.ts';
import { credentials } from './0005-credentials.ts';
import { audit } from './0006-audit.ts';
import { commands } from './0007-commands.ts';
import { signInAttempts } from './0010-sign-in-attempts.ts';
import { bulkRuns } from './0020-bulk-runs.ts';
import { callerFacts } from './0030-caller-facts.ts';
import { callerFactsNarrowed } from './0031-caller-facts-narrowed.ts';
import { nameOrder } from './0032-name-order.ts';
import { mightierUsers } from './0040-mightier-users.ts';
import { undoByField } from './0041-undo-by-field.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order. Only ever appended to. */
export const migrations: readonly Migration[] = [
  foundation,
  tenants,
  profiles,
  customersAndUsers,
  credentials,
  audit,
  commands,
  signInAttempts,
  bulkRuns,
  callerFacts,
  callerFactsNarrowed,
  nameOrder,
  mightierUsers,
  undoByField,
];
