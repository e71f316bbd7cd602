import { useTranslation } from 'react-i18next';
import { user as userSchema, type User } from '#shared/api/users.ts';
import { fullName } from '#shared/domain/userFields.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { errorLine } from '../../components/errorWords.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import type { PictureChange } from './userFormSchema.ts';

/** Sends the picture after the rest was saved; a failure is said and loses nothing else. True when all is saved. */
export function useSavePicture() {
  const { run } = useBackendCall('users.setAvatar');
  const toast = useToast();
  const { t } = useTranslation();
  return async (user: User, picture: PictureChange): Promise<boolean> => {
    if (picture === undefined) return true;
    const send = (version: number) => run({ params: { userId: user.id }, body: { version, image: picture } });
    let result = await send(user.version);
    if (!result.ok && result.error.code === 'VERSION_CONFLICT') {
      const current = userSchema.safeParse(result.error.current);
      // Somebody changed the rest of this person, which a picture doesn't touch.
      if (current.success && current.data.avatar === user.avatar) result = await send(current.data.version);
    }
    if (result.ok) return true;
    toast({
      tone: 'negative',
      text: `${t('users.done.pictureFailed', { name: fullName(user) })} ${errorLine(t, result.error)}`,
    });
    return false;
  };
}
