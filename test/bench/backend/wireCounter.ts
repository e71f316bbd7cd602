import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

/**
 * Stands between a backend and its PostgreSQL and counts what the backend sends: a count that the backend can't get
 * wrong about itself.
 */
export interface WireCounter {
  /** The server's URL by way of this counter. */
  readonly url: string;
  /**
   * Round trips so far: simple queries, and extended ones up to their Sync (PostgreSQL protocol 3.0, 55.2). One simple
   * query may carry several statements; what a request waits for is the trip.
   */
  readonly roundTrips: () => number;
  readonly close: () => Promise<void>;
}

const startupHeader = 4;
const messageHeader = 5;
const simpleQuery = 'Q'.codePointAt(0);
const sync = 'S'.codePointAt(0);

/** Splits what a client sends into messages, whatever packets it comes in, and names the kind of each. */
export function createMessageReader(onMessage: (kind: number | undefined) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const header = started ? messageHeader : startupHeader;
      if (rest.length < header) return;
      // The length counts itself but not the kind before it; the first message of a connection has no kind.
      const length = rest.readUInt32BE(started ? 1 : 0) + (started ? 1 : 0);
      if (rest.length < length) return;
      if (started) onMessage(rest[0]);
      started = true;
      rest = rest.subarray(length);
    }
  };
}

export async function startWireCounter(databaseUrl: string): Promise<WireCounter> {
  const server = new URL(databaseUrl);
  let trips = 0;
  const proxy = createServer((client) => {
    const upstream = connect(Number(server.port === '' ? 5432 : server.port), server.hostname);
    client.on(
      'data',
      createMessageReader((kind) => {
        if (kind === simpleQuery || kind === sync) trips += 1;
      }),
    );
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    roundTrips: () => trips,
    close: async () => {
      proxy.close();
    },
  };
}
