import type { ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';

/** The picture (WebP in base64) if the copy has the one with this content hash. */
export function storedPicture(
  database: ReadableDatabase,
  {
    tenantId,
    userId,
    avatar,
  }: { readonly tenantId: string; readonly userId: string; readonly avatar: string },
): string | undefined {
  return database.get<{ image: string }>(
    `SELECT image FROM pictures WHERE tenant = (SELECT key FROM tenants WHERE id = :tenantId)
       AND user_id = :userId AND avatar = :avatar`,
    { tenantId: idBytes(tenantId), userId: idBytes(userId), avatar },
  )?.image;
}
