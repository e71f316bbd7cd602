import { join } from 'node:path';
import { accountOf, createDesk } from '../../test/support/desk.ts';
import { startBackend } from '../runtime/backend.ts';
import { type Story, tenantName } from './story.ts';

type Machine = Omit<Story, 'desk'> & {
  /** Profile folder and second database go here. */
  readonly folder: string;
  readonly log: string;
};

/** Two accounts at two backends in one window: added, chosen among, told apart, one of them offline and signed out. */
export async function twoAccounts({ backend, camera, folder, log }: Machine): Promise<void> {
  const other = await startBackend({
    args: ['--port', '0', '--data', join(folder, 'second-database'), '--demo', 'small'],
    log,
  });
  const desk = createDesk({ backend, folder: join(folder, 'two-accounts') });
  try {
    const window = await desk.start();
    const account = window.getByRole('button', { name: 'Account', exact: true });
    const switcher = window.getByRole('button', { name: 'Customer switcher' });
    await desk.signIn(accountOf(backend, 'Admin'));
    await desk.switchTo(tenantName);
    await desk.row('Hafen Hamburg').waitFor();

    await account.click();
    await window.getByRole('button', { name: 'Add account' }).click();
    const dialog = window.getByRole('dialog', { name: 'Add account' });
    await dialog.getByLabel('Backend address').fill(other.ready.url);
    await camera.take(window, 'add-account', 'key');
    await desk.signIn(accountOf(other.ready, 'Admin'));
    await window.getByRole('dialog', { name: 'Choose a tenant' }).waitFor();
    await camera.take(window, 'switcher-of-two-accounts', 'key');
    await window.getByRole('combobox', { name: 'Filter by name or code' }).fill('nordwind');
    await camera.take(window, 'switcher-of-two-accounts-filtered');
    await window.keyboard.press('Escape');

    await window.getByRole('button', { name: 'New Customer' }).first().click();
    await window.getByRole('textbox', { name: 'Title', exact: true }).waitFor();
    await camera.take(window, 'form-names-the-account');
    await window.keyboard.press('Escape');

    await other.stop();
    await switcher.click();
    await window.getByText('Offline', { exact: true }).first().waitFor({ timeout: 90_000 });
    await camera.take(window, 'one-account-offline', 'key');
    await window.keyboard.press('Escape');
    await account.click();
    await camera.take(window, 'two-accounts', 'key');
    const { host } = new URL(backend.url);
    await window.getByRole('region', { name: host }).getByRole('button', { name: 'Sign out' }).click();
    await camera.take(window, 'sign-out-one-account');
    await window.getByRole('button', { name: 'Sign out and remove local data' }).click();
    await window.getByRole('alert').waitFor();
    await camera.take(window, 'one-account-signed-out', 'key');
  } finally {
    await desk.picture(join(folder, 'two-accounts.png'));
    await desk.dispose();
    await other.stop();
  }
}
