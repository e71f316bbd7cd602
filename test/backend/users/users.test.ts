import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

describe('users', () => {
  it('are created with what was typed and one activation mail', async () => {
    const profile = await backend.newProfile(nord);
    const user = await backend.newUser(nord, { firstName: 'Žofia', profileIds: [profile.id] });
    expect(user).toMatchObject({
      firstName: 'Žofia',
      profileIds: [profile.id],
      version: 1,
      activatedAt: null,
    });
    expect(user.invitationExpiresAt).not.toBeNull();
  });
});
