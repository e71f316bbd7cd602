import type { Readable } from 'node:stream';
import { createParser } from 'eventsource-parser';

/** Silence after which a stream is given up: three heartbeats of the backend. */
const longestSilence = 45_000;

/**
 * Reads server-sent events until the stream ends: regularly, or `broken` off, which includes too long a silence and
 * being given up.
 */
export function readEvents(stream: Readable, onData: (data: string) => void): Promise<'ended' | 'broken'> {
  const parser = createParser({ onEvent: ({ data }) => onData(data) });
  return new Promise((resolve) => {
    const silent = setTimeout(() => stream.destroy(), longestSilence);
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      silent.refresh();
      parser.feed(text);
    });
    const settle = (how: 'ended' | 'broken') => (): void => {
      clearTimeout(silent);
      resolve(how);
    };
    stream.on('error', settle('broken')).on('end', settle('ended')).on('close', settle('broken'));
  });
}

/** Larger than any error that the backend describes. */
const longestBody = 256 * 1024;

/** What came instead of events, as far as it could be an error of the backend. */
export async function shortBody(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > longestBody) break;
  }
  return Buffer.concat(chunks);
}
