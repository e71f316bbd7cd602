import { lazy, Suspense } from 'react';
import type { SessionState } from '#shared/desktop/session.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';

const AddAccount = lazy(async () => ({ default: (await import('../signIn/AddAccount.tsx')).AddAccount }));

/** Another sign-in, over the window as it is. */
export function AddAccountOnDemand({ session }: { readonly session: SessionState }) {
  const wanted = useConsole((state) => state.signingIn);
  return wanted === null ? null : (
    <Suspense fallback={null}>
      <AddAccount session={session} wanted={wanted} />
    </Suspense>
  );
}
