import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/**
 * The signature of an update file (latest.yml, beta-linux.yml, …) stands in its last line, as a comment of YAML: file and signature
 * can't come from two moments, and other readers of the format pass it over. It is of the file's name and text, so that the
 * file of one channel is not taken for that of another.
 */
const lastLine = /^# ed25519 (?<signature>[A-Za-z0-9+/]{86}==)\s*$/u;

const signed = (name: string, text: string): Buffer => Buffer.from(`${name}\n${text}`);

/** Returns the text with its signature. What was signed before is signed anew. `key` is a private Ed25519 key. */
export function withSignature(name: string, text: string, key: KeyObject): string {
  const body = split(text)?.body ?? (text.endsWith('\n') ? text : `${text}\n`);
  return `${body}# ed25519 ${sign(null, signed(name, body), key).toString('base64')}\n`;
}

/** Whether one of these keys (public Ed25519, SPKI, base64) has signed the text under this name. */
export function isSigned(name: string, text: string, keys: readonly string[]): boolean {
  const parts = split(text);
  if (parts === null) return false;
  return keys.some((key) => verify(null, signed(name, parts.body), publicKey(key), parts.signature));
}

function publicKey(key: string): KeyObject {
  return createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
}

function split(text: string): { readonly body: string; readonly signature: Buffer } | null {
  const at = text.lastIndexOf('\n', text.length - 2) + 1;
  const signature = lastLine.exec(text.slice(at))?.groups?.['signature'];
  return signature === undefined
    ? null
    : { body: text.slice(0, at), signature: Buffer.from(signature, 'base64') };
}
