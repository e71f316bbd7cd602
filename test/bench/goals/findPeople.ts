import { z } from 'zod';
import { findCommands } from '#shared/desktop/find.ts';
import { manyTenants } from '../backend/world.ts';
import { accountIn, commandCall, ping } from '../desktop/pageCalls.ts';
import type { Program } from '../desktop/program.ts';
import { type Goal, must, type Scale } from '../harness/goal.ts';
import type { Measured } from '../harness/measured.ts';
import { estimate } from '../harness/statistics.ts';

/** What is typed, and in how many tenants at least it must be found. */
const searches = [
  { what: 'a rare word', search: 'xochitl', tenants: 3 },
  { what: 'a common word', search: 'ana', tenants: 10 },
  { what: 'two words', search: 'bauer keiko', tenants: 1 },
  { what: 'two letters', search: 'an', tenants: 1 },
  { what: 'a word of nobody', search: 'qqqq', tenants: 0 },
] as const;

const answer = z.object({ ok: z.literal(true), value: findCommands['users.find'].output });

/** Milliseconds against pings over the same bridge, in batches because the page's clock ticks every 0.1 ms. */
async function againstPing(console: Program, call: string, { pick }: Scale): Promise<readonly number[]> {
  return z.array(z.number()).parse(
    await console.evaluate(`(async () => {
      const timed = async (call) => {
        const start = performance.now();
        for (let n = 0; n < 10; n += 1) await call();
        return performance.now() - start;
      };
      const find = () => ${call};
      const ping = () => ${ping};
      const ratios = [];
      for (let pair = -3; pair < ${pick(15, 40)}; pair += 1) {
        const early = pair % 2 === 0 ? await timed(find) : null;
        const pings = await timed(ping);
        const finds = early ?? (await timed(find));
        if (pair >= 0) ratios.push(finds / pings);
      }
      return ratios;
    })()`),
  );
}

/** G18: a person is found in every tenant of an account as quickly as one types. */
export const findPeople: Goal = {
  ids: ['G18'],
  measure: async (fixtures, scale) => {
    const programs = await fixtures.programs();
    const console = await programs.startConsole(await fixtures.manyProfile(), { debug: true });
    const measured: Measured[] = [];
    try {
      await console.reached('interactive');
      const accountId = await accountIn(console);
      for (const { what, search, tenants } of searches) {
        const call = commandCall('users.find', { accountId, search });
        const { groups } = answer.parse(await console.evaluate(call)).value;
        must(
          groups.length >= tenants && (tenants > 0 || groups.length === 0),
          `"${search}" found in ${groups.length} tenants.`,
        );
        measured.push({
          id: 'G18',
          what: `${what} searched in ${manyTenants.toLocaleString('en')} tenants with ${scale.users.toLocaleString('en')} users ÷ a ping`,
          limit: { atMost: 20 },
          estimate: estimate(await againstPing(console, call, scale)),
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
