import type { BackendReady } from '../runtime/backend.ts';
import type { Desk } from '../../test/support/desk.ts';
import type { Camera } from './camera.ts';

/** What every chapter of the tour has at hand. */
export interface Story {
  readonly backend: BackendReady;
  /** The admin of the service provider, whose day is told. */
  readonly desk: Desk;
  readonly camera: Camera;
}

/** A part of the story: brings the console into each state worth seeing and takes its picture. */
export type Chapter = (story: Story) => Promise<void>;

/** The tenant in which most of the story happens, and the customer that it creates there. */
export const tenantName = 'Nordwind Facility';
export const newCustomer = 'Hafen Nord';
/** A customer of the demo with many users. */
export const busyCustomer = 'Hafen Hamburg';

/** Sends the toasts away, so that pictures show only what they are about. */
export async function dismissToasts({ window }: Pick<Desk, 'window'>): Promise<void> {
  const dismiss = window.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0)
    // One may leave by itself in between.
    await dismiss
      .first()
      .click({ timeout: 1000 })
      .catch(() => undefined);
}
