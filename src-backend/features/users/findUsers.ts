import { sql } from 'kysely';
import type { RouteAnswer, RouteInput } from '#shared/api/route.ts';
import type { userRoutes } from '#shared/api/users.ts';
import { saysNothing, searchTerms } from '#shared/domain/search.ts';
import type { AccountReference, ReadableDatabase } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';
import { type JsonText, jsonText } from '../../http/jsonText.ts';

type FindRoute = (typeof userRoutes)['users.find'];
type Found = RouteAnswer<FindRoute>;

/** Users of a tenant that are named, and up to how many they are counted. */
const shown = 5;
const counted = 100;
/** Users that are named in one answer. */
const most = 60;
/** Users that are looked at for one answer, and those of the last tenant: some 50 ms. */
const budget = 50_000;

/** Whom an account finds in all tenants in which it may see users (T7). The comparison is a function of the database (0072). */
export async function findUsers(
  db: ReadableDatabase,
  account: AccountReference,
  { search, except = [], after }: RouteInput<FindRoute>['query'],
): Promise<Found | JsonText<Found>> {
  const terms = searchTerms(search);
  if (saysNothing(terms)) return { groups: [], next: null };
  const { words, number, id } = terms;
  const { rows } = await sql<{ found: string }>`
    select find_users(${account.tenantId}::uuid, ${account.userId}::uuid, ${[...words]}::text[], ${number}::text,
      ${id}::uuid, ${uuids(except)}, ${after ?? null}::uuid, ${shown}::integer, ${counted}::integer, ${most}::integer,
      ${budget}::integer)::text as found`.execute(db);
  return jsonText<Found>(rows[0]?.found ?? '');
}
