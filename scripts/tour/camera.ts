/// <reference lib="dom" />
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** `key`: both sizes; `plain`: the smaller one. Always light and dark. */
export type Looks = 'key' | 'plain';

/** Pictures of what is in view, numbered in the order of the story. */
export interface Camera {
  /**
   * Takes a picture in each look: `04-customers-1280-dark.png`. Waits until nothing moves.
   * @throws Error when the page never comes to rest.
   */
  take(page: Page, name: string, looks?: Looks): Promise<void>;
  /** One picture now, light and small, of something that passes. */
  snap(page: Page, name: string): Promise<void>;
  /** The files written so far, relative to the folder. */
  readonly files: readonly string[];
}

const small = { width: 1280, height: 800 };
const large = { width: 1920, height: 1080 };
const sizesOf = { key: [small, large], plain: [small] } as const;
const schemes = ['light', 'dark'] as const;
const mostTries = 40;

/** Opens an empty album in the folder; pictures of an earlier tour are removed. */
export async function createCamera(folder: string): Promise<Camera> {
  await mkdir(folder, { recursive: true });
  const old = (await readdir(folder)).filter((file) => file.endsWith('.png'));
  await Promise.all(old.map((file) => rm(join(folder, file))));
  const files: string[] = [];
  let number = 0;

  const store = async (name: string, size: number, scheme: string, picture: Buffer): Promise<void> => {
    const file = `${String(number).padStart(2, '0')}-${name}-${size}-${scheme}.png`;
    await writeFile(join(folder, file), picture);
    files.push(file);
  };

  return {
    files,
    async take(page, name, looks = 'plain') {
      number += 1;
      for (const size of sizesOf[looks]) {
        await page.setViewportSize(size);
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          await store(name, size.width, colorScheme, await pictureAtRest(page, name));
        }
      }
      await page.setViewportSize(small);
      await page.emulateMedia({ colorScheme: 'light' });
    },
    async snap(page, name) {
      number += 1;
      await store(name, small.width, 'light', await page.screenshot());
    },
  };
}

/** The picture once two in a row are the same: fonts loaded, grid measured, nothing left to arrive. */
async function pictureAtRest(page: Page, name: string): Promise<Buffer> {
  let before: Buffer | undefined;
  for (let tries = 0; tries < mostTries; tries += 1) {
    await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      });
    });
    const picture = await page.screenshot({ animations: 'disabled' });
    if (before?.equals(picture) === true) return picture;
    before = picture;
  }
  throw new Error(`The picture “${name}” never came to rest.`);
}
