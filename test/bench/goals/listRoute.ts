import { z } from 'zod';
import { pageOf } from '#shared/api/pages.ts';
import { user } from '#shared/api/users.ts';
import { isDeepStrictEqual } from 'node:util';
import { readUserPage, userPageSql } from '../baselines/userPageSql.ts';
import { signIn } from '../backend/client.ts';
import { startServerProcess } from '../backend/serverProcess.ts';
import { connectToTenant } from '../backend/tenantConnection.ts';
import { startWireCounter } from '../backend/wireCounter.ts';
import type { LargeWorld } from '../backend/world.ts';
import { type Goal, must, type Scale } from '../harness/goal.ts';
import { exactly, type Measured } from '../harness/measured.ts';
import { milliseconds, ratio } from '../harness/pairs.ts';

const userPage = pageOf(user);

/** G25: what the API costs on top of the statement that it can't do without. */
async function againstSql(world: LargeWorld, { pick }: Scale): Promise<Measured> {
  const { client, large } = world;
  const sql = await connectToTenant(world.database, large.id);
  try {
    const request = { params: { tenantId: large.id }, query: {} };
    const { rows } = await sql.query<{ 'QUERY PLAN': string }>(
      `explain ${userPageSql.replace('$1', `'${large.id}'`)}`,
    );
    must(
      rows.some((row) => row['QUERY PLAN'].includes('users_by_name')),
      'The page of users is not read by its index.',
    );
    const page = userPage.parse(JSON.parse(await client.text('users.list', request)));
    const raw = z.array(user).parse(JSON.parse(await readUserPage(sql, large.id)));
    must(
      raw.length === 50 && isDeepStrictEqual(page.items, raw),
      'The statement and the API answer different users.',
    );
    const estimate = await ratio(
      () => milliseconds(() => client.text('users.list', request)),
      () => milliseconds(() => readUserPage(sql, large.id)),
      { pairs: pick(300, 600), warmUp: 60 },
    );
    return {
      id: 'G25',
      what: '`GET users` (50 rows) over HTTP ÷ the same SQL through the driver',
      limit: { atMost: 2.5 },
      estimate,
      unit: '×',
      on: 'PostgreSQL',
    };
  } finally {
    await sql.end();
  }
}

/** G31: what a backend sends to PostgreSQL for one page, counted on the wire. */
async function roundTrips({ database, account, large, small }: LargeWorld): Promise<Measured> {
  const wire = await startWireCounter(database.url);
  const server = await startServerProcess(wire.url);
  const client = await signIn(server.url, account);
  try {
    const { nextCursor } = await client.call('users.list', { params: { tenantId: large.id }, query: {} });
    must(nextCursor !== null, 'The large tenant has one page only.');
    const requests = [
      { params: { tenantId: large.id }, query: {} },
      { params: { tenantId: large.id }, query: { cursor: nextCursor } },
      { params: { tenantId: large.id }, query: { limit: '100', sort: 'lastLoginAt', direction: 'desc' } },
      { params: { tenantId: large.id }, query: { search: 'rossi', statuses: 'active' } },
      { params: { tenantId: small.id }, query: {} },
    ] as const;
    const counts: number[] = [];
    for (const request of requests) {
      const tries: number[] = [];
      for (let round = 0; round < 20; round += 1) {
        const before = wire.roundTrips();
        await client.text('users.list', request);
        tries.push(wire.roundTrips() - before);
      }
      // The job queue asks for work meanwhile, which only ever adds.
      counts.push(Math.min(...tries));
    }
    const constant = new Set(counts).size === 1;
    return {
      id: 'G31',
      what: 'what one list request sends to PostgreSQL, begin and commit included',
      limit: { atMost: constant ? 4 : 0 },
      estimate: { ...exactly(Math.max(...counts)), n: counts.length },
      unit: 'round trips',
      on: 'PostgreSQL',
      note: constant ? `the same for ${counts.length} kinds of page` : `not constant: ${counts.join(', ')}`,
    };
  } finally {
    client.close();
    await server.stop();
    await wire.close();
  }
}

export const listRoute: Goal = {
  ids: ['G25', 'G31'],
  measure: async (fixtures, scale) => {
    const world = await fixtures.largeWorld();
    return [
      ...(scale.wants('G25') ? [await againstSql(world, scale)] : []),
      ...(scale.wants('G31') ? [await roundTrips(world)] : []),
    ];
  },
};
