import { lazy, Suspense } from 'react';
import type { SessionState } from '#shared/desktop/session.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';

const AddAccount = lazy(async () => ({ default: (await import('../signIn/AddAccount.tsx')).AddAccount }));

/** Another sign-in, over the window as it is. */
export function AddAccountOnDemand({ session }: { readonly session: SessionState }) {
  const backendUrl = useConsole((state) => state.signingInAt);
  return backendUrl === null ? null : (
    <Suspense fallback={null}>
      <AddAccount session={session} backendUrl={backendUrl} />
    </Suspense>
  );
}
