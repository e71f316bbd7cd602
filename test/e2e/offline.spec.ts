import { join } from 'node:path';
import { startBackend } from '../../scripts/runtime/backend.ts';
import { accountOf, createDesk } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

test('With the backend gone grids, sorting and search go on, marked with their age; changes wait until it is back', async ({
  folder,
}) => {
  const data = join(folder, 'database');
  const log = join('test-results', 'backend-that-stops.log');
  let backend = await startBackend({ args: ['--port', '0', '--data', data, '--demo', 'small'], log });
  const desk = createDesk({ backend: backend.ready, folder: join(folder, 'profile') });
  try {
    let window = await desk.start();
    await desk.signIn(accountOf(backend.ready, 'Admin', 'Nordwind Facility'));
    await desk.goTo('Users');
    await expect(window.getByRole('button', { name: /^as of/u })).toBeVisible();
    const first = await window.getByRole('row').nth(1).textContent();
    await backend.stop();

    await expect(window.getByText("The backend can't be reached. You are reading the copy")).toBeVisible({
      timeout: 30_000,
    });
    await window.getByRole('columnheader', { name: 'Email' }).click();
    await expect(window.getByRole('row').nth(1)).not.toHaveText(first ?? '');
    await desk.search('an');
    await expect(window.getByRole('row').nth(1)).toContainText(/an/iu);
    await expect(window.getByRole('button', { name: 'New user' }).first()).toHaveAttribute(
      'aria-disabled',
      'true',
    );

    // Closed and opened again without a backend: still signed in, rows at once.
    await desk.close();
    window = await desk.start();
    await expect(window.getByRole('row').nth(1)).toBeVisible();
    await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeHidden();
    await expect(window.getByText("The backend can't be reached. You are reading the copy")).toBeVisible();

    backend = await startBackend({ args: ['--port', new URL(backend.ready.url).port, '--data', data], log });
    await expect(window.getByText("The backend can't be reached.")).toBeHidden({ timeout: 60_000 });
    await desk.createCustomer('Wieder da');
  } finally {
    await desk.dispose();
    await backend.stop();
  }
});
