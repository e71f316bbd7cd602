import type { SqlSession } from './sqlDatabase.ts';
import { actingAs, setTenant } from './transaction.ts';

/**
 * Runs `body` once for each tenant, in the transaction in hand and as units of work run: it sees that tenant only.
 * Afterwards the session has its own role again.
 */
export async function inEachTenant(
  session: SqlSession,
  body: (tenantId: string) => Promise<void>,
): Promise<void> {
  await session.script(actingAs('tenantdesk_directory', undefined));
  const { rows } = await session.query<{ tenant_id: string }>('select tenant_id from directory.tenants');
  await session.script(actingAs('tenantdesk_app', undefined));
  for (const { tenant_id: tenantId } of rows) {
    await session.script(setTenant(tenantId));
    await body(tenantId);
  }
  await session.script(actingAs('none', undefined));
}
