import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMessageReader } from './wireCounter.ts';

function message(kind: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(4 + Buffer.byteLength(body));
  return Buffer.concat([Buffer.from(kind), length, Buffer.from(body)]);
}

const conversation = [
  message('', 'user\0ana\0\0'),
  message('Q', 'begin\0'),
  message('P', 'select $1\0'),
  message('B', ''),
  message('S', ''),
  message('Q', 'commit\0'),
];

it('reads the messages of a connection, however they are cut into packets', () => {
  const bytes = Buffer.concat(conversation);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 10 }), (cuts) => {
      const kinds: string[] = [];
      const read = createMessageReader((kind) => kinds.push(String.fromCodePoint(kind ?? 0)));
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      places.slice(1).forEach((end, index) => read(bytes.subarray(places[index], end)));
      expect(kinds.join('')).toBe('QPBSQ');
    }),
  );
});
