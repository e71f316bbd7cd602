import PostalMime from 'postal-mime';
import { z } from 'zod';
import { entityId } from '#shared/domain/formats.ts';
import { serverWords } from './oneLine.ts';

/** A mail of ours that a server further on gave back. */
export interface GivenBack {
  readonly tenantId: string;
  readonly mailId: string;
  /** That server's words, one line. */
  readonly problem: string;
}

/** What the Message-ID of a mail is made of: `<tenant.mail@domain>`. */
export const messageIdOf = (
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
  domain: string,
): string => `<${tenantId}.${id}@${domain}>`;

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ourMessageId = new RegExp(`^message-id:\\s*<(?<tenantId>${uuid})\\.(?<mailId>${uuid})@`, 'imu');
const ids = z.object({ tenantId: entityId, mailId: entityId });

/** One field of the report (RFC 3464), its folded lines put together. */
function fieldOf(report: string, name: string): string | null {
  const found = new RegExp(`^${name}:(?<value>.*(?:\\r?\\n[ \\t].*)*)`, 'imu').exec(report);
  return found?.groups?.['value']?.replaceAll(/\s+/gu, ' ').trim() ?? null;
}

/**
 * Reads a report of failed delivery (RFC 3464), as mail servers send it to the sender of a mail, with the original or its headers.
 * Null: it is none, or is about no mail of ours. Only "failed" counts: "delayed" is still on its way.
 */
export async function readDeliveryReport(raw: Uint8Array): Promise<GivenBack | null> {
  // Headers of the original are in a part of their own, which is to stay one.
  const mail = await PostalMime.parse(raw, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
  }).catch(() => null);
  const parts = mail?.attachments ?? [];
  const textOf = (...types: readonly string[]): string =>
    parts
      .filter(({ mimeType }) => types.includes(mimeType))
      .map(({ content }) => content as string)
      .join('\n');
  const report = textOf('message/delivery-status');
  if (fieldOf(report, 'action')?.toLowerCase() !== 'failed') return null;
  const original = textOf('message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers');
  const found = ids.safeParse(ourMessageId.exec(original)?.groups);
  if (!found.success) return null;
  const words = fieldOf(report, 'diagnostic-code') ?? fieldOf(report, 'status') ?? 'failed';
  return { ...found.data, problem: serverWords(words.replace(/^smtp;\s*/iu, '')) };
}
