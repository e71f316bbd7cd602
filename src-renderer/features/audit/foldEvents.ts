import type { AuditEvent } from '#shared/api/audit.ts';

/** One row of the log: an entry, or several of the same kind by the same actor, one after the other. */
export interface EventRun {
  readonly id: string;
  /** The newest first; never empty. */
  readonly events: readonly [AuditEvent, ...AuditEvent[]];
}

/** Fewer are rows of their own: they are read as quickly. */
const leastFolded = 3;

/** What entries of a run have in common. */
const sameness = ({ type, actor, details }: AuditEvent): string =>
  JSON.stringify([type, actor?.userId ?? null, details['planId'] ?? null]);

/** The entries as rows, in their order: runs of the same thing by the same actor are one. */
export function foldEvents(events: readonly AuditEvent[]): readonly EventRun[] {
  const runs: [AuditEvent, ...AuditEvent[]][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last !== undefined && sameness(last[0]) === sameness(event)) last.push(event);
    else runs.push([event]);
  }
  return runs.flatMap((run): EventRun[] =>
    run.length < leastFolded
      ? run.map((event) => ({ id: event.id, events: [event] }))
      : [{ id: run[0].id, events: run }],
  );
}
