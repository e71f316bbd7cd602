import { useRef, useState } from 'react';
import type { ApiError, Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import type { CallableRoute } from '#shared/desktop/backend.ts';
import { callRoute, type TenantRequest } from './callRoute.ts';
import { useDesktop } from './DesktopContext.tsx';
import { useTenantKey } from './TenantContext.tsx';

export interface BackendCall<N extends CallableRoute> {
  /** Never rejects. */
  readonly run: (request: TenantRequest<Api[N]>) => Promise<Result<RouteAnswer<Api[N]>>>;
  readonly pending: boolean;
  readonly error: ApiError | null;
}

/**
 * Calls a route in the tenant that the form or grid was opened in (T6). One intent has one `Idempotency-Key`: pressing
 * Save again after a failure repeats it for the same values (so a lost answer is found, not doubled); other values, or a
 * success, end the intent.
 */
export function useBackendCall<N extends CallableRoute>(route: N): BackendCall<N> {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const intent = useRef<{ readonly request: string; readonly idempotencyKey: string } | null>(null);
  const [state, setState] = useState<{ readonly pending: boolean; readonly error: ApiError | null }>({
    pending: false,
    error: null,
  });

  return {
    ...state,
    async run(request) {
      const asked = JSON.stringify(request);
      if (intent.current?.request !== asked)
        intent.current = { request: asked, idempotencyKey: crypto.randomUUID() };
      setState({ pending: true, error: null });
      const result = await callRoute(desktop, tenantKey, { route, ...request }, intent.current);
      if (result.ok) intent.current = null;
      setState({ pending: false, error: result.ok ? null : result.error });
      return result;
    },
  };
}
