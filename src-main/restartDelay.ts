const first = 500;
const longest = 30_000;
/** A process that lived this long (milliseconds) was healthy: its end says nothing about the next one. */
const healthyAfter = 60_000;

/** Milliseconds to wait before a process is started again: at once to the user's eye, then doubling to 30 s. */
export function createRestartDelay(): (livedMilliseconds: number) => number {
  let failures = 0;
  return (lived) => {
    failures = lived >= healthyAfter ? 0 : failures;
    const delay = Math.min(first * 2 ** failures, longest);
    failures += 1;
    return delay;
  };
}
