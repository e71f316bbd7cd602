import { useCallback, useRef, useState } from 'react';
import type { ApiError, Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer, RouteRequest } from '#shared/api/route.ts';
import type { InputOf } from '#shared/desktop/index.ts';
import { useDesktop } from './DesktopContext.tsx';

export type CallableRoute = InputOf<'backend.call'>['route'];

export interface BackendCall<N extends CallableRoute> {
  /** Never rejects; `params.tenantId` is the tenant that the form or grid was opened in (T6). */
  readonly run: (request: RouteRequest<Api[N]>) => Promise<Result<RouteAnswer<Api[N]>>>;
  readonly pending: boolean;
  readonly error: ApiError | null;
  /** Forgets the error and the intent: the next run is a new one. */
  readonly reset: () => void;
}

/**
 * Calls a route of the tenant API. One intent has one `Idempotency-Key`: pressing Save again after a failure repeats it
 * for the same values (so a lost answer is found, not doubled); other values, or a success, end the intent.
 */
export function useBackendCall<N extends CallableRoute>(route: N): BackendCall<N> {
  const desktop = useDesktop();
  const intent = useRef<{ readonly request: string; readonly key: string } | null>(null);
  const [state, setState] = useState<{ readonly pending: boolean; readonly error: ApiError | null }>({
    pending: false,
    error: null,
  });

  const run = useCallback(
    async (request: RouteRequest<Api[N]>) => {
      const asked = JSON.stringify(request);
      if (intent.current?.request !== asked) intent.current = { request: asked, key: crypto.randomUUID() };
      setState({ pending: true, error: null });
      const result = await desktop.call('backend.call', backendInput(route, request, intent.current.key));
      if (result.ok) intent.current = null;
      setState({ pending: false, error: result.ok ? null : result.error });
      return result as Result<RouteAnswer<Api[N]>>;
    },
    [desktop, route],
  );
  const reset = useCallback(() => {
    intent.current = null;
    setState({ pending: false, error: null });
  }, []);
  return { run, reset, ...state };
}

/** The engine's form of a request. */
export function backendInput<N extends CallableRoute>(
  route: N,
  request: RouteRequest<Api[N]>,
  idempotencyKey?: string,
): InputOf<'backend.call'> {
  const { params, query, body } = request as {
    readonly params: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  return {
    route,
    tenantId: params['tenantId'] ?? '',
    params,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}
