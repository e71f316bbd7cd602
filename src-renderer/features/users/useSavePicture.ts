import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { errorLine } from '../../components/errorWords.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import type { PictureChange } from './userFormSchema.ts';

/** Sends the picture after the rest was saved; a failure is said and loses nothing else. True when all is saved. */
export function useSavePicture(tenantId: string) {
  const { run } = useBackendCall('users.setAvatar');
  const toast = useToast();
  const { t } = useTranslation();
  return useCallback(
    async (user: { readonly id: string; readonly version: number }, name: string, picture: PictureChange) => {
      if (picture === undefined) return true;
      const result = await run({
        params: { tenantId, userId: user.id },
        body: { version: user.version, image: picture },
      });
      if (result.ok) return true;
      toast({
        tone: 'negative',
        text: `${t('users.done.pictureFailed', { name })} ${errorLine(t, result.error)}`,
      });
      return false;
    },
    [run, tenantId, toast, t],
  );
}
