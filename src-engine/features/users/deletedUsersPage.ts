import { Refusal } from '#shared/api/errors.ts';
import type { OutputOf } from '#shared/desktop/index.ts';
import { fullName } from '#shared/domain/userFields.ts';
import { anchorAt, cursorOf, readAnchor } from '../../cache/anchors.ts';
import type { ParsedInput } from '../../commands/handlers.ts';
import type { EngineContext } from '../../engineContext.ts';
import { fromBackend } from '../tenants/loadedCopy.ts';

/** A page of the recycle bin, asked of the backend: it is never copied. @throws Refusal */
export async function deletedUsersPage(
  input: ParsedInput<'deletedUsers.page'>,
  context: EngineContext,
): Promise<OutputOf<'deletedUsers.page'>> {
  const { tenantId, search, sort, direction, limit } = input;
  const anchor = readAnchor(input.anchor);
  const answer = await context.client.call('deletedUsers.list', {
    params: { tenantId },
    query: {
      sort,
      direction,
      limit: String(limit),
      ...(search === '' ? {} : { search }),
      ...cursorOf(anchor),
    },
  });
  if (!answer.ok) throw new Refusal(answer.error);
  const { items, nextCursor, total } = answer.value;
  return {
    rows: items.map((person) => ({ ...person, name: fullName(person) })),
    nextAnchor: anchorAt(nextCursor),
    total,
    totalIsExact: true,
    provenance: fromBackend(context),
  };
}
