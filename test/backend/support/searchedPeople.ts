import { emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { customerRow } from '#test/support/rows.ts';
import { customerTitles, type Person, somePeople } from '#test/support/searchPeople.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { userColumns } from '../../../src-backend/features/users/store.ts';
import type { Administration, Workplace } from './administration.ts';

/** Adds people whom words find several of to a workplace, and their customers. */
export async function addSearchedPeople(
  backend: Administration,
  at: Workplace,
  count: number,
): Promise<readonly (Person & { readonly id: string })[]> {
  const people = somePeople(count).map((person) => ({ ...person, id: newId() }));
  await backend.inTenant(at, async ({ db, tenantId }) => {
    const customers = customerTitles.map((title) => ({ title, id: newId() }));
    for (const { title, id } of customers) {
      await db
        .insertInto('customers')
        .values(customerRow({ tenant_id: tenantId, customer_id: id, title }))
        .execute();
    }
    await db
      .insertInto('users')
      .values(
        people.map(({ id, customer, ...person }) => ({
          ...userColumns({
            ...emptyValues(userFields),
            ...person,
            phones: [...person.phones],
            customerId: customers.find(({ title }) => title === customer)!.id,
          }),
          tenant_id: tenantId,
          user_id: id,
          avatar: null,
        })),
      )
      .execute();
  });
  return people;
}
