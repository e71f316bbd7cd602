/**
 * Cursor of a page of changes and whether more follow, found without parsing the page: only to ask for the next page
 * while this one is written. What counts is read by SQLite; a hint that was wrong costs one request.
 */
export interface CursorHint {
  readonly cursor: string;
  readonly more: boolean;
}

// A quote inside a JSON text is escaped, so `"cursor":` with bare quotes is always a key.
const cursorKey = /"cursor"\s*:\s*"([^"\\]{1,2048})"/u;
const caughtUpKey = /"caughtUp"\s*:\s*(true|false)/u;

/** Bytes of the page that are looked at: both keys come first where the backend writes them first. */
const head = 8192;

export function cursorHint(body: Uint8Array): CursorHint | null {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, head)).toString('latin1');
  const cursor = cursorKey.exec(text)?.[1];
  const caughtUp = caughtUpKey.exec(text)?.[1];
  return cursor === undefined || caughtUp === undefined ? null : { cursor, more: caughtUp === 'false' };
}
