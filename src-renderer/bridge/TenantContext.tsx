import { createContext, use } from 'react';

/** The tenant that everything below is about; null where there is none. */
export const TenantContext = createContext<string | null>(null);

/** The tenant of the screen around this component, its forms and dialogs: nothing in it can act on another (T6). */
export function useTenantKey(): string {
  const tenantKey = use(TenantContext);
  if (tenantKey === null) throw new Error('There is no tenant above this component.');
  return tenantKey;
}
