import type { FastifyInstance } from 'fastify';
import { malformed } from '../access/refusals.ts';

const maxDepth = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Whether JSON text nests deeper than allowed; one pass, so that no parser recurses into it first. */
export function tooDeep(text: string, max: number = maxDepth): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === 0x5c) at += 1;
      else if (character === 0x22) quoted = false;
    } else if (character === 0x22) quoted = true;
    else if (character === 0x5b || character === 0x7b) {
      depth += 1;
      if (depth > max) return true;
    } else if (character === 0x5d || character === 0x7d) depth -= 1;
  }
  return false;
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw malformed('The body is not UTF-8.');
  }
  if (tooDeep(text)) throw malformed(`The body nests deeper than ${maxDepth} levels.`);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw malformed('The body is not JSON.');
  }
}

/** The only body that the API reads: JSON in UTF-8, at most 32 levels deep. */
export function acceptJsonOnly(api: FastifyInstance): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parse(body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
}
