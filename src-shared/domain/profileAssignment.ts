export const assignmentModes = ['replace', 'add', 'remove'] as const;
export type AssignmentMode = (typeof assignmentModes)[number];

/** What an assignment does to one user; ids keep the order in which they were given. */
export interface ProfileEffect {
  readonly gains: readonly string[];
  readonly losses: readonly string[];
  readonly kept: readonly string[];
}

/** The effect of applying `chosen` to a user who holds `held` (requirement B2). Both sides show and do exactly this. */
export function profileEffect(
  held: readonly string[],
  chosen: readonly string[],
  mode: AssignmentMode,
): ProfileEffect {
  const holds = new Set(held);
  const choice = new Set(chosen);
  const gains = mode === 'remove' ? [] : [...choice].filter((id) => !holds.has(id));
  const losses = held.filter((id) =>
    mode === 'replace' ? !choice.has(id) : mode === 'remove' && choice.has(id),
  );
  const lost = new Set(losses);
  return { gains, losses, kept: held.filter((id) => !lost.has(id)) };
}
