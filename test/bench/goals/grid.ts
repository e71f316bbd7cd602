import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { userPage } from '#shared/desktop/grids.ts';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import type { Program } from '../desktop/program.ts';
import { accountIn, commandCall, ping } from '../desktop/pageCalls.ts';
import { type Goal, must, type Scale } from '../harness/goal.ts';
import type { Measured } from '../harness/measured.ts';
import { ratio, type Side } from '../harness/pairs.ts';
import { estimate } from '../harness/statistics.ts';

const number = z.number();

/** Presses `Users` in the Process Navigator; milliseconds until a screenful of users is painted in the grid. */
const openUsers = `(async () => {
  const button = [...document.querySelectorAll('nav[aria-label="Process Navigator"] button')]
    .find(({ textContent }) => textContent.trim() === 'Users');
  const shown = () => [...document.querySelectorAll('[role=grid] [role=row]')]
    .filter(({ textContent }) => /user\\d+@/.test(textContent)).length >= 15;
  const start = performance.now();
  button.click();
  await new Promise((resolve) => {
    const look = () => (shown() ? resolve() : requestAnimationFrame(look));
    look();
  });
  await new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  }));
  return performance.now() - start;
})()`;

/** What a page does after it became interactive (asking the backend for changes) is over by then. */
const untilQuiet = 400;

/** A side that opens the users grid of a tenant in a page that has never shown it, so that the engine reads it. */
const openingOf =
  (console: Program, accountId: string, tenantId: string): Side =>
  async () => {
    const lastScreen = { name: 'customers', customerId: null };
    await console.evaluate(commandCall('place.keep', { accountId, lastTenantId: tenantId, lastScreen }));
    await console.reload();
    await wait(untilQuiet);
    return number.parse(await console.evaluate(openUsers));
  };

/** G14: pages against pings over the same bridge, in batches because the page's clock ticks every 0.1 ms. */
async function pageAgainstPing(console: Program, tenantKey: string, { pick }: Scale): Promise<Measured> {
  const page = commandCall('users.page', { tenantKey, filter: {}, limit: 50 });
  const first = z.object({ ok: z.literal(true), value: userPage }).parse(await console.evaluate(page)).value;
  must(first.rows.length === 50 && first.provenance.source === 'copy', 'A page has 50 rows of the copy.');
  must(
    z.object({ ok: z.literal(false) }).safeParse(await console.evaluate(ping)).success,
    'The ping did something.',
  );
  const ratios = z.array(z.number()).parse(
    await console.evaluate(`(async () => {
      const timed = async (call) => {
        const start = performance.now();
        for (let n = 0; n < 20; n += 1) await call();
        return performance.now() - start;
      };
      const page = () => ${page};
      const ping = () => ${ping};
      const ratios = [];
      for (let pair = -5; pair < ${pick(40, 100)}; pair += 1) {
        const early = pair % 2 === 0 ? await timed(page) : null;
        const pings = await timed(ping);
        const pages = early ?? (await timed(page));
        if (pair >= 0) ratios.push(pages / pings);
      }
      return ratios;
    })()`),
  );
  const bytes = Buffer.byteLength(JSON.stringify(first));
  return {
    id: 'G14',
    what: 'a page of 50 users renderer → engine → renderer ÷ a ping',
    limit: { atMost: 4 },
    estimate: estimate(ratios),
    unit: '×',
    on: 'Electron',
    note: `${Math.round(bytes / 1000)} KB of JSON over the bridge`,
  };
}

/** G9 and G14: the grid of users as a person meets it, in a console whose copies are whole. */
export const grid: Goal = {
  ids: ['G9', 'G14'],
  measure: async (fixtures, scale) => {
    const { large, small } = await fixtures.largeWorld();
    const programs = await fixtures.programs();
    const console = await programs.startConsole(await fixtures.largeProfile(), { debug: true });
    const measured: Measured[] = [];
    try {
      await console.reached('interactive');
      const accountId = await accountIn(console);
      if (scale.wants('G14'))
        measured.push(await pageAgainstPing(console, tenantKeyOf(accountId, large.id), scale));
      if (scale.wants('G9')) {
        measured.push({
          id: 'G9',
          what: `users grid opens, click → painted rows, at ${scale.users.toLocaleString('en')} users ÷ at 1,000`,
          limit: { atMost: scale.users > 100_000 ? 1.2 : 1.15 },
          estimate: await ratio(
            openingOf(console, accountId, large.id),
            openingOf(console, accountId, small.id),
            {
              pairs: scale.pick(11, 25),
              warmUp: 2,
            },
          ),
          unit: '×',
          on: 'Electron',
        });
      }
    } finally {
      await console.close();
    }
    return measured;
  },
};
