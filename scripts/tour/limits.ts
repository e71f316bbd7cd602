import { join } from 'node:path';
import { accountOf, createDesk, type Desk } from '../../test/support/desk.ts';
import type { RunningBackend } from '../runtime/backend.ts';
import { type Story, tenantName } from './story.ts';

type Others = Omit<Story, 'desk'> & {
  /** Profile folders of the other people's machines go here. */
  readonly folder: string;
};

async function at(desk: Desk, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await desk.dispose();
  }
}

/** Somebody who may look and not touch: everything is there, and says why it can't be done. */
export async function viewer({ backend, camera, folder }: Others): Promise<void> {
  const desk = createDesk({ backend, folder: join(folder, 'viewer') });
  await at(desk, async () => {
    const window = await desk.start();
    await desk.signIn(accountOf(backend, 'Viewer'));
    await desk.switchTo(tenantName);
    await desk.goTo('Users');
    await desk.row('@nordwind.example').first().waitFor();
    await window.getByRole('button', { name: 'New user' }).hover();
    await window.getByRole('tooltip').waitFor();
    await camera.take(window, 'viewer-new-user-refused', 'key');
    await desk
      .row('@nordwind.example')
      .first()
      .getByRole('button', { name: /^More options for / })
      .click();
    await window.getByRole('menuitem', { name: 'Deactivate' }).hover();
    await window.getByRole('tooltip').waitFor();
    await camera.take(window, 'viewer-menu-refused');
    await window.keyboard.press('Escape');
    await desk.row('@nordwind.example').first().getByRole('gridcell').nth(1).click();
    await window.getByText('allow you to edit users.').waitFor();
    await camera.take(window, 'viewer-person');
  });
}

/** A computer without a keychain: said at the door and in every window, and nothing is kept. */
export async function noKeychain({ backend, camera, folder }: Others): Promise<void> {
  const desk = createDesk({ backend, folder: join(folder, 'no-keychain'), keyring: false });
  await at(desk, async () => {
    const window = await desk.start();
    await window.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await camera.take(window, 'no-keychain-sign-in');
    await desk.signIn(accountOf(backend, 'Admin'));
    await desk.switchTo(tenantName);
    await desk.row('Hafen Hamburg').waitFor();
    await camera.take(window, 'no-keychain', 'key');
  });
}

/** The backend goes away: what was opened before stays readable, marked with its age. */
export async function offline({ desk, camera }: Story, running: RunningBackend): Promise<void> {
  const { window } = desk;
  await desk.goTo('Users');
  await desk.row('@nordwind.example').first().waitFor();
  await running.stop();
  await window.getByText("The backend can't be reached.").first().waitFor({ timeout: 60_000 });
  await window.mouse.move(0, 0);
  await desk.search('ana');
  await desk.row('@nordwind.example').first().waitFor();
  await camera.take(window, 'offline', 'key');
  await window.getByRole('button', { name: 'New user' }).hover();
  await window.getByRole('tooltip').waitFor();
  await camera.take(window, 'offline-new-user-refused');
  await desk.switchTo('Brückner Kliniken');
  await desk.goTo('Audit log');
  await window.getByText('The audit log needs the network').waitFor();
  await camera.take(window, 'offline-audit-log');
  await desk.switchTo('Aoyama Logistics');
  await window.getByText('never opened here').first().waitFor();
  await camera.take(window, 'offline-never-opened');
}
