declare global {
  // zod 4 keeps its configuration here, so that it holds for every copy and before the first one is loaded.
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

/**
 * Tells zod not to compile schemas by `new Function`, which the Content Security Policy forbids (no 'unsafe-eval'). Same
 * as `z.config({ jitless: true })`, without loading zod: the first rows don't need it.
 */
export function keepZodFromEval(): void {
  globalThis.__zod_globalConfig ??= {};
  globalThis.__zod_globalConfig.jitless = true;
}
