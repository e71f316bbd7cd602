import { useTranslation } from 'react-i18next';
import type { ScreenProps } from '../../app/screens.ts';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';

export function ProductsScreen(_: ScreenProps<'products'>) {
  const { t } = useTranslation();
  return <ScreenFrame title={t('screen.products')}>{null}</ScreenFrame>;
}
