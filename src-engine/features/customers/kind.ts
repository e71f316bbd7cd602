import { customerFields } from '#shared/domain/customerFields.ts';
import type { CopyKind } from '../../sync/copyKind.ts';
import {
  applyCustomers,
  forgetCustomers,
  forgetOlderCustomers,
  showCountedUsers,
} from './customersWrites.ts';

/** Customers: rows to be put in order, which users name by number. */
export const customerKind: CopyKind = {
  apply: applyCustomers,
  remove: forgetCustomers,
  sweep: forgetOlderCustomers,
  removeAll: (database, { tenant, generation }) =>
    forgetOlderCustomers(database, { tenant, generation: generation + 1 }),
  fields: Object.keys(customerFields),
  // Where users are visible, the copy counts them itself, so that grid and count never disagree.
  settle: (database, { tenant }, visible) => visible.includes('user') && showCountedUsers(database, tenant),
};
