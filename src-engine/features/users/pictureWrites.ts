import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { defineWrites } from '../../cache/write.ts';

/** Keeps the picture of a user (WebP in base64) under the hash that names its content. */
function savePicture(
  database: WritableDatabase,
  picture: {
    readonly tenantId: string;
    readonly userId: string;
    readonly avatar: string;
    readonly image: string;
  },
): void {
  database.run(
    `INSERT OR REPLACE INTO pictures (tenant, user_id, avatar, image)
     SELECT key, :userId, :avatar, :image FROM tenants WHERE id = :tenantId`,
    {
      tenantId: idBytes(picture.tenantId),
      userId: idBytes(picture.userId),
      avatar: picture.avatar,
      image: picture.image,
    },
  );
}

export const pictureWrites = defineWrites({ savePicture });
