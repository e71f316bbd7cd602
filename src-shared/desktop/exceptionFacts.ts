/**
 * An exception as facts for a log: its name, its code, and where it was thrown. Never its message, in which names, texts of
 * answers and paths may stand, such as the beginning of a JSON text that could not be read.
 */
export function exceptionFacts(
  error: unknown,
): Readonly<Record<string, string>> & { readonly exception: string } {
  if (!(error instanceof Error)) return { exception: typeof error };
  const { name, stack = '' } = error;
  const code: unknown = 'code' in error ? error.code : 'kind' in error ? error.kind : undefined;
  return {
    exception: isWord(name) ? name : 'Error',
    ...(typeof code === 'string' && isWord(code) ? { code } : {}),
    at: framesOf(error, stack).slice(0, mostFrames).join(' < '),
  };
}

const mostFrames = 8;

const isWord = (text: string): boolean => /^[A-Za-z][\w-]{0,60}$/u.test(text);

/** File, line and column of each frame; of the path only the last part, since the others name the user. */
function framesOf(error: Error, stack: string): readonly string[] {
  // What the message says is no frame, even if it looks like one.
  const head = `${error.name}: ${error.message}`;
  const frames = stack.startsWith(head) ? stack.slice(head.length) : '';
  return [...frames.matchAll(/^ +at .*?(?<place>[\w.-]+:\d+:\d+)\)?$/gmu)].map(
    ({ groups }) => groups?.['place'] ?? '',
  );
}
