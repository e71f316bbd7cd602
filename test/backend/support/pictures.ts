import sharp from 'sharp';

/** A picture in base64, with a place in its metadata that nobody should learn. */
export async function picture(facts: {
  readonly width: number;
  readonly height: number;
  readonly format?: 'png' | 'jpeg' | 'webp' | 'gif';
}): Promise<string> {
  const { width, height, format = 'png' } = facts;
  const file = await sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Copyright: 'canary-in-exif' } })
    .toFormat(format)
    .toBuffer();
  return file.toString('base64');
}
