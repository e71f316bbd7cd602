import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as send,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What may go wrong between a console and its backend. */
export type Fault =
  /** The connection ends before the request has arrived. */
  | 'cut'
  /** The backend does it, and its answer is lost. */
  | 'answer-lost'
  /** The request waits until `mend`. */
  | 'held'
  /** A network wants to be signed in to first. */
  | 'portal';

interface Rule {
  readonly where: RegExp;
  readonly fault: Fault;
  left: number;
}

/** The way between console and backend: an address that hands everything on, unless it was told to fail. */
export interface Wire {
  readonly url: string;
  /** Where requests go. */
  lead(port: number): void;
  /** Fails requests whose `METHOD /path?query` matches `where`, as often as `times` says (always, unless said). */
  fail(fault: Fault, where?: string, times?: number): void;
  /** Lets answers say that the backend's clock is so many milliseconds ahead of what it is. */
  setClock(ahead: number): void;
  /** Everything gets through again; what was held goes on. */
  mend(): void;
  close(): Promise<void>;
}

export async function createWire(): Promise<Wire> {
  let rules: Rule[] = [];
  let held: (() => void)[] = [];
  let target = 0;
  let ahead = 0;

  const server = createServer((request, response) => {
    const fault = faultOf(`${request.method ?? ''} ${request.url ?? ''}`);
    if (fault === 'cut') request.socket.destroy();
    else if (fault === 'held') held.push(() => pass(request, response));
    else if (fault === 'portal')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to the hotel</h1>');
    else pass(request, response, fault === 'answer-lost');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function faultOf(line: string): Fault | null {
    const rule = rules.find(({ where, left }) => left > 0 && where.test(line));
    if (rule === undefined) return null;
    rule.left -= 1;
    return rule.fault;
  }

  function pass(request: IncomingMessage, response: ServerResponse, lost = false): void {
    const { method = 'GET', url = '/', headers } = request;
    const on = send({ host: '127.0.0.1', port: target, method, path: url, headers, agent: false });
    on.on('response', (answer) => {
      if (lost) {
        // Read to its end, so that the backend has done all of it.
        answer.resume().on('end', () => request.socket.destroy());
        return;
      }
      const given: OutgoingHttpHeaders = { ...answer.headers };
      delete given['connection'];
      if (ahead !== 0) given['date'] = new Date(Date.now() + ahead).toUTCString();
      response.writeHead(answer.statusCode ?? 502, given);
      response.flushHeaders();
      answer.pipe(response);
    });
    on.on('error', () => request.socket.destroy());
    response.on('close', () => on.destroy());
    request.pipe(on);
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (port) => void (target = port),
    fail(fault, where = '', times = Number.POSITIVE_INFINITY) {
      rules.push({ fault, where: new RegExp(where, 'u'), left: times });
      // What is open already would go on unharmed: streams of hints, kept connections.
      if (fault === 'cut' && where === '') server.closeAllConnections();
    },
    setClock: (milliseconds) => void (ahead = milliseconds),
    mend() {
      rules = [];
      ahead = 0;
      const going = held;
      held = [];
      for (const go of going) go();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
