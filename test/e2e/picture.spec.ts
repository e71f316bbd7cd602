import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { accountOf, giveProfile } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

async function choose(window: Page, button: string, file: string): Promise<void> {
  const asked = window.waitForEvent('filechooser');
  await window.getByRole('button', { name: button, exact: true }).click();
  await (await asked).setFiles(file);
}

/** Pixels of a picture in view. */
const widthOf = (image: Locator): Promise<number> =>
  image.evaluate((element) => (element as unknown as { readonly naturalWidth: number }).naturalWidth);

test('A picture is made small, shown at once in form and grid, and removed; a file that is none costs nothing of what was typed', async ({
  desk,
  backend,
  folder,
}) => {
  const photo = join(folder, 'photo.jpg');
  const text = join(folder, 'really-text.png');
  const huge = join(folder, 'huge.png');
  const background = { r: 40, g: 110, b: 160 };
  await sharp({ create: { width: 3000, height: 2000, channels: 3, background } })
    .jpeg()
    .toFile(photo);
  await writeFile(text, 'No picture at all.');
  await writeFile(huge, Buffer.alloc(31 * 1024 * 1024));

  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await desk.createCustomer('Bildhaus');
  await window.getByRole('button', { name: 'New user' }).first().click();
  const form = window.getByRole('dialog', { name: 'New user' });
  const picture = form.getByRole('group', { name: 'Picture' });
  await form.getByRole('textbox', { name: 'First name', exact: true }).fill('Pia');
  await form.getByRole('textbox', { name: 'Last name', exact: true }).fill('Linse');
  await form.getByRole('textbox', { name: 'Email', exact: true }).fill('pia@bildhaus.example');
  await giveProfile(window);

  await choose(window, 'Upload picture', text);
  await expect(picture.getByRole('alert')).toHaveText("This picture can't be read.");
  await choose(window, 'Upload picture', photo);
  await expect(picture.getByRole('alert')).toBeHidden();
  await expect.poll(() => widthOf(picture.locator('img'))).toBe(512);
  // A file that is refused leaves the picture that was chosen before.
  await choose(window, 'Change picture', huge);
  await expect(picture.getByRole('alert')).toHaveText('This picture is too large: 30 MB at most.');
  await expect(picture.locator('img')).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'Last name', exact: true })).toHaveValue('Linse');

  await form.getByRole('button', { name: 'Save Changes' }).click();
  await expect(form).toBeHidden();
  const inGrid = desk.row('pia@bildhaus.example').locator('img');
  await expect.poll(() => widthOf(inGrid)).toBe(128);

  await desk.rowMenu('pia@bildhaus.example', 'Edit');
  const edit = window.getByRole('dialog', { name: 'Edit Pia Linse' });
  await expect(edit.getByRole('group', { name: 'Picture' }).locator('img')).toBeVisible();
  await edit.getByRole('button', { name: 'Remove picture' }).click();
  await expect(edit.getByRole('group', { name: 'Picture' })).toContainText('PL');
  await edit.getByRole('button', { name: 'Save Changes' }).click();
  await expect(edit).toBeHidden();
  await expect(inGrid).toBeHidden();
  await expect(desk.row('pia@bildhaus.example')).toContainText('PL');
});
