/**
 * The desktops that `scripts/with-desktop.ts` has started, each as the variables by which programs find it; the one that
 * everything is on where it has started none.
 */
export const desktops: readonly NodeJS.ProcessEnv[] = JSON.parse(
  process.env['TENANTDESK_DESKTOPS'] ?? '[{}]',
) as NodeJS.ProcessEnv[];
