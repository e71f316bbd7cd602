import { useTranslation } from 'react-i18next';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { useCommand } from '../components/commands/commands.tsx';
import { problemLine } from '../components/errorWords.ts';
import { useToast } from '../components/toasts/toastStore.ts';
import { useConsole } from '../state/ConsoleContext.tsx';

/** What the application menu offers whoever is signed in, or nobody. */
export function WindowCommands(): null {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const toast = useToast();
  const openUpdates = useConsole((state) => state.openUpdates);
  const copyDiagnostics = async () => {
    const copied = await desktop.call('diagnostics.copy');
    toast(
      copied.ok
        ? { tone: 'positive', text: t('diagnostics.copied') }
        : { tone: 'negative', text: problemLine(t, copied.error) },
    );
  };
  useCommand({ name: 'show-updates', run: () => openUpdates(true) });
  useCommand({ name: 'copy-diagnostics', run: () => void copyDiagnostics() });
  return null;
}
