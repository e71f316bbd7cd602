import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
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
export function useUserCommands(tenantKey: string): UserCommands {
  const desktop = useDesktop();
  const toast = useToast(tenantKey);
  const { t } = useTranslation();
  return useMemo(() => {
    const change = (command: 'activate' | 'deactivate', { id, version }: Seen) =>
      callRoute(desktop, tenantKey, {
        route: `users.${command}`,
        params: { userId: id },
        body: { version },
      });
    const call = (route: 'users.restore' | 'users.resendActivation', userId: string) =>
      callRoute(desktop, tenantKey, { route, params: { userId } });
    const failed = (error: ApiError) => toast({ tone: 'negative', text: errorLine(t, error) });
    const done = (text: string, undo?: () => Promise<void>) =>
      toast({
        tone: 'positive',
        text,
        ...(undo === undefined ? {} : { action: { label: t('action.undo'), run: () => void undo() } }),
      });

    return {
      async run(command, user) {
        const { name } = user;
        if (command === 'delete') {
          const result = await callRoute(desktop, tenantKey, {
            route: 'users.delete',
            params: { userId: user.id },
            body: { version: user.version },
          });
          if (!result.ok) return result.error;
          const restore = async () => {
            const restored = await call('users.restore', user.id);
            if (restored.ok) done(t('users.done.restored', { name }));
            else failed(restored.error);
          };
          done(t('users.done.delete', { name }), ...(result.value.restorableUntil === null ? [] : [restore]));
          return null;
        }
        const result = await change(command, user);
        if (!result.ok) return result.error;
        const inverse = command === 'activate' ? 'deactivate' : 'activate';
        const { version } = result.value;
        done(t(`users.done.${command}`, { name }), async () => {
          const undone = await change(inverse, { id: user.id, version });
          if (undone.ok) done(t(`users.done.${inverse}`, { name }));
          else failed(undone.error);
        });
        return null;
      },
      async resendActivation({ id, name, email }) {
        const result = await call('users.resendActivation', id);
        if (result.ok) done(t('users.done.resend-activation', { name, email }));
        else failed(result.error);
      },
    };
  }, [desktop, tenantKey, toast, t]);
}
