import type { Feature } from '../../http/registerRoute.ts';
import { deleteCustomer } from './deleteCustomer.ts';
import { changeCustomer, createCustomer } from './service.ts';
import { customerList, customerRows } from './store.ts';

/** Customers of a tenant: C1 to C4. */
export function createCustomersFeature(): Feature {
  return {
    handlers: {
      'customers.list': async ({ input: { query }, work, page }) => page(customerList(work.tenantId, query)),
      'customers.get': async ({ input, work }) => customerRows.get(work, input.params.customerId),
      'customers.create': async ({ input, work }) => createCustomer(work, input.body),
      'customers.update': async ({ input: { params, body }, work }) =>
        changeCustomer(work, { id: params.customerId, version: body.version }, body.changes),
      'customers.delete': async ({ input: { params, body }, account, work }) =>
        deleteCustomer(work, account, params.customerId, body),
    },
  };
}
