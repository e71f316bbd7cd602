/* One line per migration; `index.ts` puts them in order. */
export { foundation } from './0001-foundation.ts';
export { tenants } from './0002-tenants.ts';
export { profiles } from './0003-profiles.ts';
export { customersAndUsers } from './0004-customers-and-users.ts';
export { credentials } from './0005-credentials.ts';
export { audit } from './0006-audit.ts';
export { commands } from './0007-commands.ts';
export { signInAttempts } from './0010-sign-in-attempts.ts';
export { bulkRuns } from './0020-bulk-runs.ts';
export { callerFacts } from './0030-caller-facts.ts';
export { callerFactsNarrowed } from './0031-caller-facts-narrowed.ts';
export { nameOrder } from './0032-name-order.ts';
export { mightierUsers } from './0040-mightier-users.ts';
export { undoByField } from './0041-undo-by-field.ts';
export { employeeNumber } from './0050-employee-number.ts';
export { changes } from './0060-changes.ts';
export { mailDelivery } from './0070-mail-delivery.ts';
