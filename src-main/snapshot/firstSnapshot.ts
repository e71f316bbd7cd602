import type { Picture } from './page.ts';

/** The longest that a page waits, in milliseconds: a keychain that answers takes ten, one that asks its owner minutes. */
const patience = 250;

type Read = () => Promise<Picture | null>;

/** Begins to read at once for the first page; a page loaded again reads again. A page that waited long goes without. */
export function createFirstSnapshot(read: Read, patienceMilliseconds = patience): Read {
  let first: Promise<Picture | null> | null = read();
  return async () => {
    const reading = first ?? read();
    first = null;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patienceMilliseconds);
    });
    try {
      return await Promise.race([reading, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
