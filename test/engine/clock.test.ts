import { describe, expect, test } from 'vitest';
import { createClock } from '../../src-engine/clock.ts';
import { createBackendClock } from '../../src-engine/backendClock.ts';
import { idNumber, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';
import { skewOf, withinTolerance } from '#shared/domain/clockSkew.ts';

const quick = {
  probe: 20,
  focused: 30,
  others: 60,
  account: 50,
  retryFirst: 10,
  retryLongest: 50,
  statuses: 30,
};
const hour = 3_600_000;
const inHalfAnHour = (from: number): string => new Date(from + hour / 2).toISOString();

describe('On a computer whose clock is wrong', () => {
  for (const [name, off] of [
    ['an hour ahead', hour],
    ['an hour behind', -hour],
  ] as const) {
    test(`${name}, statuses and filters go by the backend's clock, and the skew is told`, async () => {
      const { backend, tenant, tenantId, openDesk } = await someScene(0);
      const real = Date.now();
      backend.now = () => Date.now();
      // Good for another half an hour, and over since half an hour.
      const invited = { activatedAt: null, invitationExpiresAt: inHalfAnHour(real) };
      tenant.put('user', someUser(tenantId, 1, invited));
      tenant.put(
        'user',
        someUser(tenantId, 2, { ...invited, invitationExpiresAt: inHalfAnHour(real - hour) }),
      );
      tenant.put(
        'user',
        someUser(tenantId, 3, { activatedAt: inHalfAnHour(0), accessExpiresAt: inHalfAnHour(real) }),
      );
      const desk = await openDesk({ delays: quick, clock: { now: () => Date.now() + off } });
      await desk.open(tenantId);
      const { clockSkew } = (await desk.value('tenants.all')).connection;
      expect(Math.abs(clockSkew + off)).toBeLessThan(3000);
      await desk.event('connection.changed', (connection) => connection.clockSkew === clockSkew);
      const withStatus = async (status: 'invited' | 'invite-expired' | 'active') =>
        (await desk.value('users.page', { tenantId, filter: { statuses: [status] } })).rows.map(
          ({ id }) => id,
        );
      expect(await withStatus('invited')).toEqual([idNumber(6, 1)]);
      expect(await withStatus('invite-expired')).toEqual([idNumber(6, 2)]);
      expect(await withStatus('active')).toEqual([idNumber(6, 3)]);
      expect(await desk.value('users.one', { tenantId, userId: idNumber(6, 3) })).toMatchObject({
        status: 'active',
      });
    });
  }

  test('that is set right while the console runs, the skew is gone with the next answer', async () => {
    const { backend, tenant, tenantId, openDesk } = await someScene(0);
    backend.now = () => Date.now();
    tenant.put(
      'user',
      someUser(tenantId, 1, { activatedAt: null, invitationExpiresAt: inHalfAnHour(Date.now()) }),
    );
    let off = hour;
    const desk = await openDesk({ delays: quick, clock: { now: () => Date.now() + off } });
    await desk.open(tenantId);
    await desk.event('connection.changed', ({ clockSkew }) => clockSkew < -hour / 2);
    desk.events.length = 0;
    off = 0;
    await desk.event('connection.changed', ({ clockSkew }) => clockSkew === 0);
    const page = await desk.value('users.page', { tenantId, filter: { statuses: ['invited'] } });
    expect(page.rows).toHaveLength(1);
  });

  test('what was computed by it before the backend was heard is put right', async () => {
    const { backend, tenant, tenantId, openDesk } = await someScene(0);
    tenant.put(
      'user',
      someUser(tenantId, 1, { activatedAt: null, invitationExpiresAt: inHalfAnHour(Date.now()) }),
    );
    const first = await openDesk({ delays: quick });
    await first.open(tenantId);
    await first.close();
    await backend.stop();
    backend.now = () => Date.now();
    const desk = await openDesk({ delays: quick, clock: { now: () => Date.now() + hour } });
    const expired = async () =>
      (await desk.value('users.page', { tenantId, filter: { statuses: ['invite-expired'] } })).rows.length;
    expect(await expired()).toBe(1);
    await backend.start();
    await desk.event('connection.changed', ({ online, clockSkew }) => online && clockSkew < 0);
    await desk.event('copy.changed');
    expect(await expired()).toBe(0);
  });

  test('@security the page of a network in between is no clock', async () => {
    const { backend, tenantId, openDesk } = await someScene(1);
    const desk = await openDesk({ delays: quick });
    await desk.open(tenantId);
    backend.now = () => Date.now() + 24 * hour;
    backend.fault = () => ({ kind: 'html' });
    await desk.event('connection.changed', ({ online }) => !online);
    expect((await desk.value('tenants.all')).connection.clockSkew).toBe(0);
  });
});

/** A computer's clock by hand. */
function byHand() {
  let wall = 1_800_000_000_000;
  let elapsed = 5000;
  const changes: number[] = [];
  const clock = createBackendClock({
    clock: { ...createClock(), now: () => wall, elapsed: () => elapsed },
    onChange: () => changes.push(clock.skew()),
  });
  return {
    clock,
    changes,
    pass: (milliseconds: number) => {
      wall += milliseconds;
      elapsed += milliseconds;
    },
    set: (by: number) => void (wall += by),
    wall: () => wall,
    hear: (ahead: number) => clock.measure()(new Date(wall + ahead).toUTCString()),
  };
}

describe('The clock of a backend', () => {
  test('is this computer’s until it is heard, and while both agree but for seconds', () => {
    const { clock, hear, set, wall, changes } = byHand();
    set(-hour);
    expect(clock.now()).toBe(wall());
    hear(9000);
    expect([clock.now(), changes]).toEqual([wall(), []]);
    hear(60_000);
    expect(Math.abs(clock.now() - wall() - 60_000)).toBeLessThan(1500);
    // A little more or less is the noise of measuring.
    hear(61_000);
    hear(59_500);
    expect(changes).toHaveLength(1);
  });

  test('goes on when this computer’s is set back, also without an answer', () => {
    const { clock, hear, set, pass } = byHand();
    hear(0);
    const before = clock.now();
    pass(1000);
    set(-2 * hour);
    expect(clock.now()).toBe(before + 1000);
    expect(clock.skew()).toBe(2 * hour);
  });

  test('follows one that is set right, and sleeps with one that wakes', () => {
    const { clock, hear, set, wall } = byHand();
    hear(hour);
    expect(clock.skew()).toBeGreaterThan(hour / 2);
    // Asleep for eight hours: what has passed without a clock says nothing of it.
    set(8 * hour);
    expect(Math.abs(clock.now() - wall() - hour)).toBeLessThan(1500);
    set(hour);
    expect(clock.now()).toBe(wall());
  });

  test('is told by no answer without a date, with one of nonsense, or of which nobody knows how long it took', () => {
    const reading = { sentAt: 1000, receivedAt: 2000 };
    expect(skewOf({ ...reading, date: undefined })).toBeNull();
    expect(skewOf({ ...reading, date: 'yesterday' })).toBeNull();
    expect(skewOf({ date: new Date(0).toUTCString(), sentAt: 0, receivedAt: 60_000 })).toBeNull();
    expect(skewOf({ date: new Date(0).toUTCString(), sentAt: 5000, receivedAt: 0 })).toBeNull();
    // Half of the way back.
    expect(skewOf({ date: new Date(60_000).toUTCString(), ...reading })).toBe(60_500 - 1500);
    expect(withinTolerance(-9999)).toBe(0);
  });
});
