/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountOf } from '#test/support/desk.ts';
import { snapshotIn } from '#test/support/profileFolder.ts';
import { expect, test } from './fixtures.ts';

test('A second start paints the rows that were last there, then the live ones, and signing out leaves nothing @security', async ({
  desk,
  backend,
  folder,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Viewer'));
  await desk.switchTo('Brückner Kliniken');
  await desk.goTo('Users');
  await expect(window.getByRole('row').nth(10)).toBeVisible();
  const address = (await window.getByRole('row').nth(1).textContent())?.match(/[\w.+-]+@[\w.-]+/u)?.[0] ?? '';
  expect(address).not.toBe('');
  // What is kept is made out of sight.
  const heights = await window.evaluateHandle(() => {
    const seen: number[] = [];
    new MutationObserver(() => {
      const made = document.querySelector('[data-snapshot=only]');
      if (made !== null) seen.push(made.getBoundingClientRect().height);
    }).observe(document.body, { childList: true, subtree: true });
    return seen;
  });
  await expect.poll(async () => await snapshotIn(folder), { timeout: 20_000 }).toBeDefined();
  expect(new Set(await heights.jsonValue())).toEqual(new Set([0]));
  const sealed = await readFile(join(folder, (await snapshotIn(folder)) ?? ''));
  for (const word of [address, 'Kliniken', 'fingerprint', '<div'])
    expect(sealed.includes(word), word).toBe(false);
  await desk.close();

  const again = await desk.start();
  // Whatever the machine's speed: the page came with the rows in it, before any of its scripts ran.
  const served = await again.evaluate(
    () => performance.getEntriesByType('mark').find(({ name }) => name === 'snapshot') !== undefined,
  );
  expect(served).toBe(true);
  // And with all its styles: a sheet that comes later has those rows laid out again.
  expect(await again.locator('link[rel=stylesheet]').count()).toBe(0);
  await expect(again.getByRole('grid').getByRole('row').nth(10)).toBeVisible();
  await expect(again.locator('#snapshot')).toHaveCount(0);
  await expect(again.getByRole('grid').getByText(address)).toBeVisible();

  await again.getByRole('button', { name: 'Account' }).click();
  await again.getByRole('button', { name: 'Sign out' }).click();
  await again.getByRole('button', { name: 'Sign out and remove local data' }).click();
  await expect(again.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(await snapshotIn(folder)).toBeUndefined();
});
