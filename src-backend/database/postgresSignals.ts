import pg from 'pg';
import { createListeners, type Signals } from './signals.ts';

const channel = 'tenantdesk_signals';
/** PostgreSQL refuses payloads of 8,000 bytes and more; a topic here is a UUID. */
const topicsPerNotice = 150;
/** Many commits of one tenant in this time are one signal. */
const gatherMilliseconds = 20;
const reconnectMilliseconds = { first: 250, longest: 10_000 };
/** A connection that only listens would not notice that the other side is gone. */
const aliveMilliseconds = 30_000;

/**
 * Signals between replicas by LISTEN and NOTIFY, on one connection of their own. NOTIFY runs outside of the
 * transactions that it tells about: inside, every commit would wait for one lock of the whole server.
 */
export function createPostgresSignals(url: string): Signals {
  const { add, tell } = createListeners();
  const gathered = new Set<string>();
  let current: pg.Client | null = null;
  let failures = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const later = (milliseconds: number, work: () => void): void => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(work, milliseconds).unref();
  };

  function lost(client: pg.Client): void {
    if (current !== client) return;
    current = null;
    client.end().catch(() => undefined);
    const wait = Math.min(reconnectMilliseconds.longest, reconnectMilliseconds.first * 2 ** failures);
    failures += 1;
    later(wait, () => void connect());
  }

  function stayAlive(client: pg.Client): void {
    later(aliveMilliseconds, () => {
      client.query('select 1').then(
        () => stayAlive(client),
        () => lost(client),
      );
    });
  }

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'tenantdesk signals',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    current = client;
    client.on('error', () => lost(client));
    client.on('end', () => lost(client));
    client.on('notification', ({ payload = '' }) => tell(payload.split(' ')));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch {
      return lost(client);
    }
    if (failures > 0) tell(null);
    failures = 0;
    stayAlive(client);
  }

  function flush(): void {
    const topics = [...gathered];
    gathered.clear();
    for (let at = 0; at < topics.length; at += topicsPerNotice) {
      const payload = topics.slice(at, at + topicsPerNotice).join(' ');
      current?.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined);
    }
  }

  void connect();
  return {
    send: (topic) => {
      if (gathered.size === 0 && !closed) setTimeout(flush, gatherMilliseconds).unref();
      gathered.add(topic);
    },
    listen: add,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const client = current;
      current = null;
      await client?.end().catch(() => undefined);
    },
  };
}
