/**
 * Ids lie in the copy as their 16 bytes: a third of the text, in a table and two dozen indexes of each user. Their
 * order is the order of the text.
 */
export function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

export function idText(bytes: Uint8Array): string {
  return idOfHex(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex'));
}

/** The id of `lower(hex(id))`: text comes out of SQLite at a fraction of what bytes cost. */
export function idOfHex(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
