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
  { copy, clock, rowsChanged, sync }: EngineContext,
): Promise<void> {
  const { kind, also = [] } = affects;
  const row = { tenantId, entity: kind, now: clock.now() };
  const write = async (): Promise<boolean> => {
    switch (affects.how) {
      case 'answered':
        return copy.writer.write('putEntity', { ...row, json: JSON.stringify(answer) });
      case 'removed':
        await copy.writer.write('removeEntity', { ...row, id: params[affects.id] ?? '' });
        return true;
      case 'later':
        return false;
    }
  };
  if (await write()) rowsChanged(tenantId, [kind, ...also]);
  sync.changed(tenantId);
}
