export const appearances = ['light', 'dark', 'system'] as const;
export const densities = ['compact', 'comfortable'] as const;

/** How the console looks on this computer, whoever is signed in. */
export interface Look {
  readonly appearance: (typeof appearances)[number];
  readonly density: (typeof densities)[number];
}

/** Takes what is missing or wrong from the usual look. Without a schema, whose loading the first picture would wait for. */
export function parseLook({ appearance, density }: { readonly [K in keyof Look]?: unknown }): Look {
  return {
    appearance: appearances.find((known) => known === appearance) ?? 'system',
    density: densities.find((known) => known === density) ?? 'compact',
  };
}
