import { useRead } from '../bridge/queries.ts';

/** The id of the account whose tenant is in view; empty while nobody is signed in. */
export function useAccountInView(): string {
  return useRead('session.current', undefined).data?.account?.id ?? '';
}
