/** What the file dialog offers and the backend takes. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Side of the square in which a picture is sent, in pixels; the backend stores 128. */
const largestSide = 512;
/** Longest base64 text that `users.setAvatar` takes. */
const longestText = 240_000;
/** A photo of a current camera; more would only make decoding slow. */
const largestFile = 30 * 1024 * 1024;

export type PictureProblem = 'type' | 'too-large' | 'unreadable';
export type Picture =
  | { readonly ok: true; readonly base64: string; readonly type: string }
  | { readonly ok: false; readonly problem: PictureProblem };

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // In pieces, since the arguments of one call are limited.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/**
 * Cuts the middle square out of a picture and draws it at most 512 pixels wide as WebP, so that a camera's megabytes
 * never cross a boundary. Drawing leaves all metadata behind.
 */
export async function shrinkPicture(file: File): Promise<Picture> {
  if (!(pictureTypes as readonly string[]).includes(file.type)) return { ok: false, problem: 'type' };
  if (file.size > largestFile) return { ok: false, problem: 'too-large' };
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return { ok: false, problem: 'unreadable' };
  }
  const cut = Math.min(bitmap.width, bitmap.height);
  const side = Math.min(cut, largestSide);
  const canvas = new OffscreenCanvas(side, side);
  canvas
    .getContext('2d')
    ?.drawImage(bitmap, (bitmap.width - cut) / 2, (bitmap.height - cut) / 2, cut, cut, 0, 0, side, side);
  bitmap.close();
  for (const quality of [0.9, 0.7, 0.5]) {
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    const base64 = await base64Of(blob);
    if (base64.length <= longestText) return { ok: true, base64, type: blob.type };
  }
  return { ok: false, problem: 'too-large' };
}
