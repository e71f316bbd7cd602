import type { Product, Profile } from '#shared/api/profiles.ts';
import type { Role } from '#shared/api/roles.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { nameSortKey } from '../../cache/sortKeys.ts';
import type { WriteContext } from '../../cache/writeContext.ts';
import { renameSets, type NamedKind } from './nameSets.ts';

/** Roles, products and profiles: few, and read whole, so each is kept as one text with its name beside it. */
export type NamedEntity = NamedKind | 'product';
const tables: Readonly<Record<NamedEntity, string>> = {
  role: 'roles',
  product: 'products',
  profile: 'profiles',
};

interface StoredId {
  readonly id: string;
}

/** Takes these in, unless the copy holds newer ones. */
export function applyNamed(
  database: WritableDatabase,
  context: WriteContext,
  {
    kind,
    entities,
  }: { readonly kind: NamedEntity; readonly entities: readonly (Role | Product | Profile)[] },
): void {
  const { tenant, generation } = context;
  const table = tables[kind];
  for (const entity of entities) {
    database.run(
      `INSERT INTO ${table} AS held (tenant, id, version, generation, name, name_key, entity)
       VALUES (:tenant, :id, :version, :generation, :name, :nameKey, :entity)
       ON CONFLICT (tenant, id) DO UPDATE SET version = excluded.version, name = excluded.name,
         name_key = excluded.name_key, entity = excluded.entity WHERE excluded.version >= held.version`,
      {
        tenant,
        generation,
        id: idBytes(entity.id),
        version: entity.version,
        name: entity.name,
        nameKey: nameSortKey(entity.name),
        entity: JSON.stringify(entity),
      },
    );
    database.run(`UPDATE ${table} SET generation = :generation WHERE tenant = :tenant AND id = :id`, {
      tenant,
      generation,
      id: idBytes(entity.id),
    });
  }
  if (kind !== 'product') renameSets(database, context, { kind, ids: entities.map(({ id }) => id) });
}

export function removeNamed(
  database: WritableDatabase,
  context: WriteContext,
  { kind, ids }: { readonly kind: NamedEntity; readonly ids: readonly string[] },
): void {
  for (const id of ids) {
    database.run(`DELETE FROM ${tables[kind]} WHERE tenant = :tenant AND id = :id`, {
      tenant: context.tenant,
      id: idBytes(id),
    });
  }
  if (kind !== 'product') renameSets(database, context, { kind, ids });
}

/** Takes out what a load begun again did not bring, or everything when the kind may not be seen any more. */
export function sweepNamed(
  database: WritableDatabase,
  context: WriteContext,
  { kind, all }: { readonly kind: NamedEntity; readonly all: boolean },
): void {
  const gone = database.all<StoredId>(
    `SELECT entity ->> '$.id' AS id FROM ${tables[kind]} WHERE tenant = :tenant AND (:all = 1 OR generation < :generation)`,
    { tenant: context.tenant, generation: context.generation, all: all ? 1 : 0 },
  );
  removeNamed(database, context, { kind, ids: gone.map(({ id }) => id) });
}
