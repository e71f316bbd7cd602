/** The grid's code, in a chunk of its own. */
export async function loadGrid() {
  return { default: (await import('./Grid.tsx')).Grid };
}
