import type { RouteEffect } from '#shared/api/route.ts';
import type { ParsedInput } from '../../commands/handlers.ts';
import type { EngineContext } from '../../engineContext.ts';

/**
 * Writes what a call changed into the copy at once, unless the copy holds a newer version, and tells the windows. The
 * rest of what changed with it comes with the feed.
 */
export async function takeAnswer(
  { tenantId, params }: Pick<ParsedInput<'backend.call'>, 'tenantId' | 'params'>,
  affects: RouteEffect,
  answer: unknown,
  { sync }: EngineContext,
): Promise<void> {
  if (affects.how === 'answered') await sync.put(tenantId, affects.kind, answer);
  if (affects.how === 'removed') await sync.remove(tenantId, affects.kind, params[affects.id] ?? '');
  sync.changed(tenantId);
}
