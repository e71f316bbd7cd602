import { describe, expect, test } from 'vitest';
import { createSystemKeychain, type SecretService } from '../../../src-main/keychain/systemKeychain.ts';

function serviceThat(change: Partial<SecretService>): SecretService {
  return {
    getPassword: async () => null,
    setPassword: async () => undefined,
    deletePassword: async () => false,
    ...change,
  };
}

describe('The keychain of the system', () => {
  test.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'no-secret-service'],
    ['Could not connect: No such file or directory', 'no-secret-service'],
    ['Failed to execute child process “dbus-launch” (No such file or directory)', 'no-secret-service'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked'],
    ['Failed to load keytar native addon, checked [] on linux-x64', 'no-secret-service'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'no-secret-service'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['The authorization was denied since no interaction by the user was allowed.', 'locked'],
    ['The user name or passphrase you entered is not correct.', 'unknown'],
    ['Access denied', 'denied'],
  ])('says why it is not there: %s', async (message, reason) => {
    const keychain = createSystemKeychain(async () =>
      serviceThat({
        getPassword: async () => {
          throw new Error(message);
        },
      }),
    );
    await expect(keychain.read('x')).rejects.toMatchObject({ name: 'KeychainFailure', reason });
  });

  test('does not come up at all without its library', async () => {
    const keychain = createSystemKeychain(async () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file');
    });
    await expect(keychain.write('x', 'y')).rejects.toMatchObject({ reason: 'no-secret-service' });
  });

  test('is idle when the last call has ended, whichever way', async () => {
    const answer = Promise.withResolvers<null>();
    const keychain = createSystemKeychain(async () => serviceThat({ getPassword: () => answer.promise }));
    await keychain.idle();
    const read = keychain.read('x');
    let idle = false;
    const waiting = keychain.idle().then(() => (idle = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(idle).toBe(false);
    answer.reject(new Error('Access denied'));
    await waiting;
    await expect(read).rejects.toMatchObject({ reason: 'denied' });
  });

  test('counts as locked while it waits for a password, takes no second thread, and is asked again afterwards', async () => {
    let asked = 0;
    const prompt = Promise.withResolvers<string>();
    const keychain = createSystemKeychain(
      async () =>
        serviceThat({
          getPassword: async () => {
            asked += 1;
            return asked === 1 ? await prompt.promise : 'secret';
          },
        }),
      20,
    );
    const reads = await Promise.allSettled([keychain.read('a'), keychain.read('b'), keychain.read('c')]);
    for (const read of reads)
      expect(read).toMatchObject({ status: 'rejected', reason: { reason: 'locked' } });
    expect(asked).toBe(1);
    // Its thread is not free: whoever ends the program must know.
    expect(await keychain.idle()).toBe(false);
    prompt.resolve('late');
    await expect.poll(() => keychain.read('a')).toBe('secret');
    expect(await keychain.idle()).toBe(true);
  });
});
