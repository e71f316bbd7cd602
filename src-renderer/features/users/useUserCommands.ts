import { useTranslation } from 'react-i18next';
import type { ApiError, Result } from '#shared/api/errors.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { callRoute } from '../../bridge/callRoute.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { errorLine } from '../../components/errorWords.ts';
import { useToast } from '../../components/toasts/toastStore.ts';

/** Kinds of commands that ask first: each says what stays and what stops. */
export type AskedCommand = 'activate' | 'deactivate' | 'delete';

/** A user at the version that the admin saw. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

export interface UserCommands {
  /** Does it and says so, with Undo; returns what went wrong, for the dialog that asked. */
  readonly run: (command: AskedCommand, user: Seen & { readonly name: string }) => Promise<ApiError | null>;
  readonly resendActivation: (user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
  }) => Promise<void>;
}

/** What is done to one user from menu, form or key, and how it is taken back. */
export function useUserCommands(): UserCommands {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const toast = useToast();
  const { t } = useTranslation();
  const change = (command: 'activate' | 'deactivate', { id, version }: Seen) =>
    callRoute(desktop, tenantKey, { route: `users.${command}`, params: { userId: id }, body: { version } });
  const call = (route: 'users.restore' | 'users.resendActivation', userId: string) =>
    callRoute(desktop, tenantKey, { route, params: { userId } });
  const done = (text: string, undo?: () => Promise<void>) =>
    toast({
      tone: 'positive',
      text,
      ...(undo === undefined ? {} : { action: { label: t('action.undo'), run: () => void undo() } }),
    });
  /** Of what nobody waits for. */
  const tell = (result: Result<unknown>, text: string) =>
    result.ok ? done(text) : toast({ tone: 'negative', text: errorLine(t, result.error) });

  return {
    async run(command, { id, version, name }) {
      if (command === 'delete') {
        const request = { params: { userId: id }, body: { version } };
        const result = await callRoute(desktop, tenantKey, { route: 'users.delete', ...request });
        if (!result.ok) return result.error;
        const restore = async () => tell(await call('users.restore', id), t('users.done.restored', { name }));
        done(t('users.done.delete', { name }), result.value.restorableUntil === null ? undefined : restore);
        return null;
      }
      const result = await change(command, { id, version });
      if (!result.ok) return result.error;
      const inverse = command === 'activate' ? 'deactivate' : 'activate';
      done(t(`users.done.${command}`, { name }), async () =>
        tell(await change(inverse, result.value), t(`users.done.${inverse}`, { name })),
      );
      return null;
    },
    resendActivation: async ({ id, name, email }) =>
      tell(await call('users.resendActivation', id), t('users.done.resend-activation', { name, email })),
  };
}
