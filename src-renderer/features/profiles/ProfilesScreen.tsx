import { useTranslation } from 'react-i18next';
import type { ScreenProps } from '../../app/screens.ts';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

export function ProfilesScreen(_: ScreenProps<'profiles'>) {
  const { t } = useTranslation();
  return <ScreenFrame title={t('screen.profiles')}>{null}</ScreenFrame>;
}
