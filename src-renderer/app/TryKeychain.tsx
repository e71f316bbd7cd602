import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { Button } from '../components/Button.tsx';

/** Asks the keychain again, once its owner has unlocked it: nothing has to be started again. */
export function TryKeychain() {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    await desktop.call('session.tryKeychain');
    setAsking(false);
  };
  return (
    <Button busy={asking} onClick={() => void ask()}>
      {t('action.tryAgain')}
    </Button>
  );
}
