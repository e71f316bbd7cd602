import type { AccountReference } from '../../database/unitOfWork.ts';

const uuid = '[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}';
const pattern = new RegExp(`^(${uuid}):(${uuid})$`, 'u');

/** The subject of tokens: `<tenantId>:<userId>`, so that nothing else is needed to know where an account lives. */
export const subjectOf = ({ tenantId, userId }: AccountReference): string => `${tenantId}:${userId}`;

export function readSubject(subject: unknown): AccountReference | undefined {
  const [, tenantId, userId] = typeof subject === 'string' ? (pattern.exec(subject) ?? []) : [];
  return tenantId === undefined || userId === undefined ? undefined : { tenantId, userId };
}
