import { readFileSync } from 'node:fs';

/** Where a packaged console looks for updates, and whose releases it trusts. */
export interface UpdateSource {
  /** Folder of a web server with the files that `npm run make` leaves in dist/. */
  readonly url: string;
  /** Public Ed25519 keys (SPKI, base64), any of which may have signed a release: two while one is replaced. */
  readonly keys: readonly string[];
}

/** What scripts/package wrote into the archive's package.json; null for a build without. `file` is that package.json. */
export function readUpdateSource(file: string): UpdateSource | null {
  const { updates } = JSON.parse(readFileSync(file, 'utf8')) as { readonly updates?: UpdateSource };
  return updates ?? null;
}
