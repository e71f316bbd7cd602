import type { LargeWorld } from '../backend/world.ts';

interface SeenUser {
  readonly id: string;
  readonly version: number;
}

/** The users of a customer of the large tenant as they are now, in the order of ids. */
export async function usersOf(
  { database, large }: LargeWorld,
  customerId: string,
): Promise<readonly SeenUser[]> {
  const { rows } = await database.owner.query<SeenUser>(
    'select user_id as id, version from users where tenant_id = $1 and customer_id = $2 order by user_id',
    [large.id, customerId],
  );
  return rows;
}

/** Gives each user the profile by an edit of its own, one after the other over one connection: as other consoles do. */
export async function oneRequestPerUser(
  { client, large }: LargeWorld,
  users: readonly SeenUser[],
  profileId: string,
): Promise<void> {
  for (const { id, version } of users) {
    await client.text('users.update', {
      params: { tenantId: large.id, userId: id },
      body: { version, changes: { profileIds: [profileId] } },
    });
  }
}
