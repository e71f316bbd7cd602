import type { ReadableDatabase, WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { defineWrites } from '../../cache/write.ts';

/** A picture of a user is kept under the hash that names its content. */
export interface PictureName {
  readonly tenantId: string;
  readonly userId: string;
  readonly avatar: string;
}

/** The picture (WebP in base64), if the copy has this one. */
export function storedPicture(
  database: ReadableDatabase,
  { tenantId, userId, avatar }: PictureName,
): string | undefined {
  return database.get<{ image: string }>(
    `SELECT image FROM pictures WHERE tenant = (SELECT key FROM tenants WHERE id = :tenantId)
       AND user_id = :userId AND avatar = :avatar`,
    { tenantId: idBytes(tenantId), userId: idBytes(userId), avatar },
  )?.image;
}

function savePicture(
  database: WritableDatabase,
  { tenantId, userId, avatar, image }: PictureName & { readonly image: string },
): void {
  database.run(
    `INSERT OR REPLACE INTO pictures (tenant, user_id, avatar, image)
     SELECT key, :userId, :avatar, :image FROM tenants WHERE id = :tenantId`,
    { tenantId: idBytes(tenantId), userId: idBytes(userId), avatar, image },
  );
}

export const pictureWrites = defineWrites({ savePicture });
