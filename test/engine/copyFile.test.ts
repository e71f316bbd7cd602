import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type UserPage, userSortFields } from '#shared/desktop/grids.ts';
import {
  damageCopy,
  type EngineConsole,
  readDamaged,
  someAccount,
  someKey,
} from '#test/support/engineConsole.ts';
import {
  idNumber,
  someCustomer,
  someProduct,
  someProfile,
  someRole,
  someTenant,
  someUser,
  tenantIdOf,
} from '#test/support/engineEntities.ts';
import { fillCopy, fixtureUser } from '#test/support/engineFixture.ts';
import { someScene } from '#test/support/engineScene.ts';

const pageSize = 4096;

test('@security a byte flipped anywhere in the file is noticed: no wrong row, and the copy is loaded again from the backend', async () => {
  const { backend, tenant, tenantId, openDesk, file } = await someScene(0);
  const users = 400;
  tenant.summary = someTenant(1, { userCount: users, customerCount: 2 });
  for (let n = 1; n <= users; n += 1) tenant.put('user', fixtureUser(tenantId, n, 2));
  tenant.put('customer', someCustomer(tenantId, 1, { userCount: 200 }));
  tenant.put('customer', someCustomer(tenantId, 2, { userCount: 200 }));
  const first = await openDesk();
  await first.open(tenantId);
  await first.value('place.keep', { lastTenantId: tenantId, lastScreen: { name: 'users' } });
  const truth = await everything(first, tenantId);
  const rowById = new Map(rowsOf(truth).map((row) => [row.id, row]));
  await first.close();
  const clean = readFileSync(file);
  const pages = clean.length / pageSize;
  expect(pages).toBeGreaterThan(50);

  let repaired = 0;
  const rounds = 25;
  for (let round = 0; round < rounds; round += 1) {
    const damaged = Buffer.from(clean);
    const at = Math.floor((round * pages) / rounds) * pageSize + ((round * 997) % pageSize);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << (round % 8));
    writeFileSync(file, damaged);
    const desk = await openDesk();
    await desk.open(tenantId);
    // Whatever was hit and whenever it is noticed: every row shown is one of the backend's.
    for (const row of rowsOf(await everything(desk, tenantId))) expect(row).toEqual(rowById.get(row.id));
    if (desk.logLines.some((line) => line.includes('set aside'))) repaired += 1;
    while ((await desk.value('sync.now', { tenantId })).phase !== 'up-to-date') await setTimeout(5);
    expect(await everything(desk, tenantId)).toEqual(truth);
    await desk.close();
  }
  // Pages that no question needed can't be noticed; nearly all are needed here.
  expect(repaired).toBeGreaterThan(rounds * 0.7);
  expect(backend.requests.length).toBeGreaterThan(0);
}, 120_000);

interface Everything {
  readonly pages: readonly UserPage[];
  readonly rest: readonly (readonly { readonly id: string }[])[];
}

const rowsOf = ({ pages, rest }: Everything): readonly { readonly id: string }[] => [
  ...pages.flatMap(({ rows }) => rows),
  ...rest.flat(),
];

async function everything(desk: EngineConsole, tenantId: string): Promise<Everything> {
  const pages: UserPage[] = [];
  const filters = [{}, { customerId: idNumber(5, 1) }, { customerId: idNumber(5, 2) }];
  for (const [filter, sort] of filters.flatMap((one) =>
    userSortFields.map((field) => [one, field] as const),
  )) {
    let anchor: string | null = null;
    do {
      const page: UserPage = await desk.value('users.page', { tenantId, filter, sort, limit: 100, anchor });
      // When it was read is no part of what was read.
      pages.push({ ...page, nextAnchor: null, provenance: { source: page.provenance.source, asOf: null } });
      anchor = page.nextAnchor;
    } while (anchor !== null);
  }
  const search = await desk.value('users.page', { tenantId, filter: { search: 'müller' } });
  const customers = await desk.value('customers.page', { tenantId });
  const { profiles, products } = await desk.value('profiles.all', { tenantId });
  const { roles } = await desk.value('roles.all', { tenantId });
  return { pages, rest: [search.rows, customers.rows, profiles, products, roles] };
}

test('@security a file cut off, or one that is no database, is set aside and loaded again', async () => {
  const { tenantId, openDesk, file } = await someScene(200);
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  const clean = readFileSync(file);
  for (const content of [
    clean.subarray(0, clean.length / 2),
    clean.subarray(0, 100),
    Buffer.from('hello'.repeat(1000)),
  ]) {
    writeFileSync(file, content);
    const desk = await openDesk();
    await desk.open(tenantId);
    expect((await desk.value('users.page', { tenantId, filter: {}, sort: 'email', limit: 100 })).total).toBe(
      200,
    );
    await desk.close();
  }
  expect(existsSync(`${file}.aside`)).toBe(true);
});

test('@security with a wrong key nothing can be read; the copy is kept aside, not deleted', async () => {
  const { backend, tenantId, openDesk, file } = await someScene(5);
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  const clean = readFileSync(file);
  await backend.stop();
  const second = await openDesk({ keyHex: 'cd'.repeat(32) });
  expect((await second.error('users.page', { tenantId, filter: {} })).code).toBe('OFFLINE');
  await second.close();
  expect(readFileSync(`${file}.aside`).equals(clean)).toBe(true);
  await backend.start();
});

test('what the account wishes survives a damaged copy where it can still be read', async () => {
  const { tenantId, openDesk, file } = await someScene(2000);
  const first = await openDesk();
  await first.open(tenantId);
  await first.value('tenants.pin', { tenantId, pinned: true });
  const place = { lastTenantId: tenantId, lastScreen: { name: 'users' } };
  await first.value('place.keep', place);
  await first.close();
  damageCopy(file);
  const desk = await openDesk();
  await desk.open(tenantId);
  await readDamaged(desk, tenantId);
  expect(desk.logLines.some((line) => line.includes('set aside'))).toBe(true);
  expect(await desk.value('place.read')).toMatchObject(place);
  expect((await desk.value('tenants.all')).tenants).toMatchObject([{ pinned: true, recentRank: 0 }]);
});

test('@security a wipe deletes the copy and everything beside it', async () => {
  const { tenantId, openDesk, file } = await someScene(50);
  const desk = await openDesk({ thread: true });
  await desk.open(tenantId);
  writeFileSync(`${file}.aside`, 'an older copy');
  expect(readdirSync(dirname(file)).length).toBeGreaterThan(1);
  await desk.close({ wipe: true });
  expect(readdirSync(dirname(file))).toEqual([]);
  expect((await desk.error('place.read')).code).toBe('NOT_SIGNED_IN');
}, 60_000);

test('@security nothing of what the copy holds can be read in its folder or in the log', async () => {
  const { backend, tenant, tenantId, openDesk, file } = await someScene(0);
  const canary = (name: string): string => `canary-${name}`;
  backend.tenants.get(tenantId)!.summary = someTenant(1, { name: canary('tenant'), code: canary('code') });
  tenant.put('role', someRole(tenantId, 1, { name: canary('role') }));
  tenant.put(
    'product',
    someProduct(tenantId, 1, { name: canary('product'), description: canary('description') }),
  );
  tenant.put('profile', someProfile(tenantId, 1, { name: canary('profile') }));
  tenant.put(
    'customer',
    someCustomer(tenantId, 1, {
      title: canary('title'),
      email: `${canary('office')}@example.com`,
      city: canary('city'),
      address: canary('address'),
    }),
  );
  tenant.put(
    'user',
    someUser(tenantId, 1, {
      firstName: canary('first'),
      lastName: canary('last'),
      email: `${canary('mail')}@example.com`,
      jobTitle: canary('job'),
      department: canary('department'),
      avatar: canary('avatar'),
      phones: [{ kind: 'work', number: '+49 555 012345' }],
      profileIds: [idNumber(4, 1)],
    }),
  );
  const desk = await openDesk();
  await desk.open(tenantId);
  await desk.value('users.picture', { tenantId, userId: idNumber(6, 1), avatar: canary('avatar') });
  await desk.value('users.page', { tenantId, filter: { search: 'canary-first' } });
  await desk.call('users.page', { tenantId, filter: { search: 'canary' }, anchor: 'canary' });
  const look = (): void => {
    const bytes = readdirSync(dirname(file)).map((name) => readFileSync(join(dirname(file), name)));
    const secrets = [
      'canary',
      '+49 555',
      someAccount.email,
      'token-1',
      someKey,
      tenantId,
      Buffer.from('picture').toString('base64'),
    ];
    for (const secret of secrets) {
      expect(
        bytes.filter(
          (content) => content.includes(secret) || content.includes(Buffer.from(secret, 'utf16le')),
        ),
      ).toEqual([]);
      expect(desk.logLines.filter((line) => line.includes(secret))).toEqual([]);
    }
    // Ids lie as bytes in the copy.
    for (const content of bytes)
      expect(content.includes(Buffer.from(idNumber(6, 1).replaceAll('-', ''), 'hex'))).toBe(false);
  };
  expect(statSync(file).size + statSync(`${file}-wal`).size).toBeGreaterThan(10 * pageSize);
  look();
  await desk.close();
  look();
});

test('a copy filled for a bench is what a first load makes', async () => {
  const { openDesk, file } = await someScene();
  mkdirSync(dirname(file), { recursive: true });
  fillCopy({ file, keyHex: someKey, account: someAccount, users: 500, customers: 10, tenant: 1 });
  const desk = await openDesk({ backendUrl: 'http://127.0.0.1:1' });
  onTestFinished(() => desk.close());
  const page = await desk.value('users.page', { tenantId: tenantIdOf(1), filter: {} });
  expect(page).toMatchObject({ total: 500, totalIsExact: true, provenance: { source: 'copy' } });
});
