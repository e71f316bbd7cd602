import { createHash } from 'node:crypto';
import sharp, { type Metadata } from 'sharp';
import { refuse } from '#shared/api/errors.ts';
import type { User } from '#shared/api/users.ts';
import type { Work } from '../../database/unitOfWork.ts';
import type { Seen } from '../versionedRows.ts';
import { userTarget } from './auditFields.ts';
import { storeAvatar, userRows } from './store.ts';

/** Pixels per side of what is kept. */
export const avatarSize = 128;
/** Most pixels of what is read: a small file may claim to be enormous. */
const maxPixels = 16_777_216;
const formats = ['png', 'jpeg', 'webp'];

/** The first bytes of PNG, JPEG and WebP: nothing else ever reaches a decoder. */
function looksLikePicture(file: Buffer): boolean {
  const png = file.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const jpeg = file.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
  const webp = file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP';
  return png || jpeg || webp;
}

function unreadable(message: string) {
  return refuse('VALIDATION_FAILED', `${message} Nothing was saved. Choose a PNG, JPEG or WebP picture.`, {
    fields: [{ field: 'image', reason: 'invalid', message }],
  });
}

async function headerOf(file: Buffer): Promise<Metadata> {
  if (!looksLikePicture(file)) throw unreadable('This is not a PNG, JPEG or WebP picture.');
  const header = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (header === null || !formats.includes(header.format)) throw unreadable('This picture cannot be read.');
  const frames = header.pages ?? 1;
  if (header.width * header.height * frames > maxPixels) {
    throw unreadable('This picture has more than 16 million pixels.');
  }
  return header;
}

/**
 * A picture as it is kept: 128 × 128 pixels, WebP, the middle of the first frame, upright, without metadata. The size is
 * read from the header before anything is decoded (security.md, files). Refuses VALIDATION_FAILED for `image`.
 */
export async function readAvatar(file: Buffer): Promise<Buffer> {
  await headerOf(file);
  try {
    return await sharp(file, { limitInputPixels: maxPixels, pages: 1, failOn: 'error' })
      .rotate()
      .resize(avatarSize, avatarSize, { fit: 'cover' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch {
    throw unreadable('This picture is damaged.');
  }
}

/** Names a picture by its content. */
export const avatarName = (image: Uint8Array): string =>
  createHash('sha256').update(image).digest('base64url').slice(0, 22);

/** Sets the picture of a user (null: takes it away). Refuses VERSION_CONFLICT, and files that are no picture. */
export async function setAvatar(work: Work, seen: Seen, image: string | null): Promise<User> {
  const user = await userRows.seen(work, seen);
  const picture = image === null ? null : await readAvatar(Buffer.from(image, 'base64'));
  const avatar = picture === null ? null : avatarName(picture);
  if (avatar === user.avatar) return user;
  await userRows.change(work, seen, { avatar });
  await storeAvatar(work, user.id, picture);
  const text = (name: string | null) => (name === null ? null : `picture ${name}`);
  const changes = [{ field: 'avatar', from: text(user.avatar), to: text(avatar) }];
  work.audit({ type: 'user.avatar-changed', target: userTarget(user), changes });
  return userRows.get(work, user.id);
}
