import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '#shared/api/errors.ts';

type Value = string | number | boolean | null | readonly Value[];

/** Places in lists: signed, so that nobody can make one up, and bound to what they were made for. */
export interface Cursors {
  /** `scope` names route, tenant and query; `values` are the key of the last row delivered. */
  readonly sign: (scope: string, values: readonly Value[]) => string;
  /** The values again. Refuses CURSOR_INVALID if the cursor was forged, cut, or made for another scope. */
  readonly open: (scope: string, cursor: string) => readonly Value[];
}

const macBytes = 16;

/** HMAC-SHA-256 truncated to 128 bits, in front of the values as JSON, all in base64url. */
export function createCursors(key: Buffer): Cursors {
  const macOf = (scope: string, text: string): Buffer =>
    createHmac('sha256', key).update(scope).update('\0').update(text).digest().subarray(0, macBytes);

  return {
    sign: (scope, values) => {
      const text = JSON.stringify(values);
      return Buffer.concat([macOf(scope, text), Buffer.from(text)]).toString('base64url');
    },
    open: (scope, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url');
      const text = bytes.subarray(macBytes).toString();
      if (bytes.length <= macBytes || !timingSafeEqual(bytes.subarray(0, macBytes), macOf(scope, text))) {
        throw refuse(
          'CURSOR_INVALID',
          'This cursor was not made for this list. Nothing was read; begin without one.',
        );
      }
      const values: readonly Value[] = JSON.parse(text);
      return values;
    },
  };
}
