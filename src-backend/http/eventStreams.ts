import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { refuse } from '#shared/api/errors.ts';

/** Begins to listen. Returns the function that ends it. */
export type Subscribe<T> = (send: (event: T) => void) => () => void;

/** Milliseconds and counts; tests use smaller ones. */
export interface EventStreamLimits {
  /** Between comments that keep proxies and clients from giving up. */
  readonly heartbeat: number;
  /** After this a stream ends. Who opens the next one is checked again: rights, session, account. */
  readonly longest: number;
  readonly perAccount: number;
  /** Bytes that a client may leave unread. */
  readonly unread: number;
}

export const eventStreamLimits: EventStreamLimits = {
  heartbeat: 15_000,
  longest: 300_000,
  perAccount: 32,
  unread: 64 * 1024,
};

export interface EventStreams {
  /** Sends server-sent events (HTML standard, 9.2) until either side ends them. @throws Refusal RATE_LIMITED */
  readonly open: <T>(
    reply: FastifyReply,
    facts: {
      readonly userId: string;
      readonly subscribe: Subscribe<T>;
      readonly textOf: (event: T) => string;
    },
  ) => FastifyReply;
  /** The server stops: nobody is kept waiting. */
  readonly end: () => void;
}

const tooMany = (): Error =>
  refuse('RATE_LIMITED', 'This account listens too often at once. Nothing was changed. Close a window.', {
    retryAfterSeconds: 60,
  });

export function createEventStreams(limits: EventStreamLimits = eventStreamLimits): EventStreams {
  const ends = new Set<() => void>();
  const counts = new Map<string, number>();

  const count = (userId: string, change: 1 | -1): void => {
    const now = (counts.get(userId) ?? 0) + change;
    if (now > 0) counts.set(userId, now);
    else counts.delete(userId);
  };

  return {
    open: (reply, { userId, subscribe, textOf }) => {
      if ((counts.get(userId) ?? 0) >= limits.perAccount) throw tooMany();
      const stream = new Readable({ read: () => undefined });
      const end = (): void => void stream.push(null);
      const put = (text: string): void => {
        // A client that doesn't read has missed enough: it must ask again.
        if (stream.readableLength > limits.unread) end();
        else stream.push(`${text}\n\n`);
      };
      const unsubscribe = subscribe((event) => put(`data: ${textOf(event)}`));
      const heartbeat = setInterval(() => put(':'), limits.heartbeat);
      const longest = setTimeout(end, limits.longest * (0.8 + 0.2 * Math.random()));
      const release = (): void => {
        if (!ends.delete(end)) return;
        count(userId, -1);
        unsubscribe();
        clearInterval(heartbeat);
        clearTimeout(longest);
        stream.destroy();
      };
      ends.add(end);
      count(userId, 1);
      // `end` comes first when the server ends it, the socket's `close` when the client does.
      stream.once('end', release);
      reply.raw.once('close', release);
      // The first bytes carry the headers: the client knows that from now on it misses nothing.
      put(':');
      return reply
        .code(200)
        .type('text/event-stream; charset=utf-8')
        .header('x-accel-buffering', 'no')
        .header('connection', 'close')
        .send(stream);
    },
    end: () => {
      for (const end of ends) end();
    },
  };
}
