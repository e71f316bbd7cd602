import { z } from 'zod';
import { type User, user } from '../api/users.ts';
import { matchRanges, type SearchTerms } from '../domain/search.ts';
import { searchInput } from '../domain/text.ts';
import { userStatuses } from '../domain/userStatus.ts';
import { defineCommands } from './command.ts';
import { provenance } from './grids.ts';
import { tenantKeySchema } from './tenantKey.ts';

/** Most tenants that one search shows, and most people of each. */
export const shownGroups = 12;
export const shownPeople = 5;

/** Somebody who was found, as far as one needs to tell people apart. */
export const foundPerson = user.pick({ id: true, email: true }).extend({
  name: z.string(),
  customerTitle: z.string(),
  /** Employee and telephone numbers by which the search finds them. */
  numbers: z.array(z.string()),
  status: z.enum(userStatuses),
});
export type FoundPerson = z.infer<typeof foundPerson>;

/** The numbers of somebody by which a search finds them. */
export function numbersFound(
  { employeeNumber, phones }: Pick<User, 'employeeNumber' | 'phones'>,
  terms: SearchTerms,
): string[] {
  const numbers = [employeeNumber, ...phones.map(({ number }) => number)];
  return numbers.filter((number) => matchRanges(number, terms).length > 0);
}

/** Whom a search found in one tenant. */
export const foundGroup = z.object({
  tenantKey: tenantKeySchema,
  people: z.array(foundPerson).max(shownPeople),
  /** How many match there; a lower bound unless it is exact. */
  total: z.int(),
  totalIsExact: z.boolean(),
  provenance,
});
export type FoundGroup = z.infer<typeof foundGroup>;

const input = z.strictObject({ accountId: z.string(), search: searchInput });

const output = z.object({
  /** In the order in which they are shown: tenants worked on before come first. */
  groups: z.array(foundGroup).max(shownGroups),
  /** False: more people or tenants may match than are named here. */
  complete: z.boolean(),
});
export type Found = z.infer<typeof output>;

export const findCommands = defineCommands('engine', {
  /** People in every tenant of an account whose copy is whole (T7), at once. */
  'users.find': { reads: [], input, output },
  /**
   * People in the account's other tenants, from its backend. Of one account only the search that was asked last is
   * answered: those before end with CANCELLED.
   */
  'users.findElsewhere': { reads: [], input, output },
});
