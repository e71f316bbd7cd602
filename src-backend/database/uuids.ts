import { type RawBuilder, sql } from 'kysely';

/** Ids as one parameter: a list of any length is the same statement. */
export const uuids = (ids: readonly string[]): RawBuilder<string[]> => sql<string[]>`${[...ids]}::uuid[]`;
