import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError, Result } from '#shared/api/errors.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { callRoute } from '../../bridge/callRoute.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { errorLine } from '../../components/errorWords.ts';
import { type Undo, useToast } from '../../components/toasts/toastStore.ts';

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
  /** Ids of people to whom a mail is being sent. */
  const inHand = useRef(new Set<string>());
  const change = (command: 'activate' | 'deactivate', { id, version }: Seen) =>
    callRoute(desktop, tenantKey, { route: `users.${command}`, params: { userId: id }, body: { version } });
  const call = (route: 'users.restore' | 'users.resendActivation', userId: string) =>
    callRoute(desktop, tenantKey, { route, params: { userId } });
  const done = (text: string, undo?: Undo) =>
    toast({ tone: 'positive', text, ...(undo === undefined ? {} : { undo }) });
  /** Of what nobody waits for. */
  const tell = (result: Result<unknown>, text: string) =>
    result.ok ? done(text) : toast({ tone: 'negative', text: errorLine(t, result.error) });

  /** What can't be taken back now, because the backend doesn't answer, can be later. */
  const wayBack = (what: string, way: () => Promise<Result<unknown>>, text: string): Undo => {
    const undo: Undo = { what, run: () => void run() };
    const run = async (): Promise<void> => {
      const result = await way();
      if (result.ok) return done(text);
      const again = result.error.retryable ? { undo } : {};
      toast({ tone: 'negative', text: errorLine(t, result.error), ...again });
    };
    return undo;
  };

  return {
    async run(command, { id, version, name }) {
      const what = t('users.act', { act: t(`userAction.${command}.label`), name });
      if (command === 'delete') {
        const request = { params: { userId: id }, body: { version } };
        const result = await callRoute(desktop, tenantKey, { route: 'users.delete', ...request });
        if (!result.ok) return result.error;
        const isKept = result.value.restorableUntil !== null;
        const undo = wayBack(what, () => call('users.restore', id), t('users.done.restored', { name }));
        done(t('users.done.delete', { name }), isKept ? undo : undefined);
        return null;
      }
      const result = await change(command, { id, version });
      if (!result.ok) return result.error;
      const inverse = command === 'activate' ? 'deactivate' : 'activate';
      const back = () => change(inverse, result.value);
      done(t(`users.done.${command}`, { name }), wayBack(what, back, t(`users.done.${inverse}`, { name })));
      return null;
    },
    async resendActivation({ id, name, email }) {
      // A second press while the first is under way would be a second mail.
      if (inHand.current.has(id)) return;
      inHand.current.add(id);
      tell(await call('users.resendActivation', id), t('users.done.resend-activation', { name, email }));
      inHand.current.delete(id);
    },
  };
}
