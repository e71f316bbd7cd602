import type { FoundPerson } from '#shared/desktop/find.ts';
import type { FoundPeople } from './useFound.ts';

type Group = FoundPeople['groups'][number];

/** What can be chosen of the people found: one of them, or the whole list of a tenant. */
export type FoundChoice =
  | { readonly kind: 'person'; readonly group: Group; readonly person: FoundPerson }
  | { readonly kind: 'all'; readonly group: Group };

export interface FoundLines {
  readonly group: Group;
  readonly choices: readonly { readonly choice: FoundChoice; readonly place: number }[];
}

/** The lines of the list: by tenant, each with its place among all that can be chosen. */
export function foundLines(groups: readonly Group[]): readonly FoundLines[] {
  let place = 0;
  return groups.map((group) => {
    const more = group.total > group.people.length || !group.totalIsExact;
    const choices: readonly FoundChoice[] = [
      ...group.people.map((person) => ({ kind: 'person' as const, group, person })),
      ...(more ? [{ kind: 'all' as const, group }] : []),
    ];
    return {
      group,
      choices: choices.map((choice) => {
        const line = { choice, place };
        place += 1;
        return line;
      }),
    };
  });
}
