import type { ChangePage } from '#shared/api/changes.ts';
import { jsonText, type JsonText } from '../../http/jsonText.ts';
import type { BackendParts } from '../../parts.ts';
import type { Feature } from '../../http/registerRoute.ts';
import { feedKinds, visibleRanks } from './feedKinds.ts';
import { feedFrom, type Position, readPosition, resyncRequired, writePosition } from './position.ts';
import { feedPage, loadPage, loadStart, type StoredPage } from './store.ts';

const defaultLimit = 1_000;

/** Where the next page begins. A short page ends a first load; the feed goes on from where the load began. */
function next(position: Position, page: StoredPage, limit: number): Position {
  if (position.kind === 'load') {
    return page.rows < limit || page.last === null
      ? feedFrom(position.xmin)
      : { ...position, rank: page.last.rank, id: page.last.id };
  }
  return page.last === null ? position : { kind: 'feed', ...page.last };
}

/** Puts the texts together: the rows themselves are never objects here. */
function compose(
  cursor: string,
  page: StoredPage,
  facts: {
    readonly caughtUp: boolean;
    readonly visible: readonly number[];
    readonly expected: number | null;
  },
): JsonText<ChangePage> {
  const { caughtUp, expected } = facts;
  const visible = facts.visible.map((rank) => feedKinds[rank]?.kind);
  const kinds = Object.entries(page.texts).map(([name, text]) => `"${name}":${text}`);
  const head = JSON.stringify({ cursor, caughtUp, visible, expected }).slice(0, -1);
  return jsonText(`${head},${kinds.join(',')},"removed":${page.removed}}`);
}

/** The change feed of a tenant: first load, then what changed (requirements D2, D4), and hints that something did. */
export function createChangesFeature({
  cursors,
  databaseId,
  signals,
}: Pick<BackendParts, 'cursors' | 'databaseId' | 'signals'>): Feature {
  return {
    handlers: {
      'changes.list': async ({ input, account, work }) => {
        const { tenantId } = input.params;
        const { cursor, limit = defaultLimit } = input.query;
        const visible = visibleRanks(account.permissions);
        const origin = { databaseId, visible };
        const request = { tenantId, visible, limit };
        const position =
          cursor === undefined
            ? await loadStart(work.db, request)
            : readPosition(cursors, tenantId, origin, cursor);
        const page =
          position.kind === 'load'
            ? await loadPage(work.db, request, position)
            : await feedPage(work.db, request, position);
        if (page.ahead) throw resyncRequired('The database was set back since this cursor was made.');
        const after = next(position, page, limit);
        const caughtUp = position.kind === 'feed' && page.rows < limit;
        const expected = position.kind === 'load' ? position.expected : null;
        return compose(writePosition(cursors, tenantId, origin, after), page, {
          caughtUp,
          visible,
          expected,
        });
      },
      'changes.watch': async ({ input: { params } }) => {
        const { tenantId } = params;
        return (send) =>
          signals.listen((tenants) => {
            if (tenants === null || tenants.includes(tenantId)) send({ tenantId });
          });
      },
    },
  };
}
