import { ListChecks } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useReasons } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import styles from './Jobs.module.css';
import { useRunningJobs } from './useRunningJobs.ts';
import { useUndoKey } from './useUndoKey.tsx';

const JobsPanel = lazyPart(
  ['bulk', 'profiles', 'userAction'],
  async () => (await import('./JobsPanel.tsx')).JobsPanel,
);
const JobEnds = lazyPart(['bulk', 'userAction'], async () => (await import('./JobEnds.tsx')).JobEnds);

/** In the top bar: everything long of the tenant in view, and how many of it run. Says when one ends; hears `Ctrl+Z`. */
export function JobsEntry() {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const open = useConsole((state) => state.jobsOpen);
  const openJobs = useConsole((state) => state.openJobs);
  const reason = useReasons().ofPermission('users.read');
  const running = useRunningJobs();
  const count = running?.length ?? 0;
  // What says the end is wanted from the first that runs.
  const [anyRan, setAnyRan] = useState(false);
  if (count > 0 && !anyRan) setAnyRan(true);
  const undoQuestion = useUndoKey();
  const close = () => {
    openJobs(false);
    // A job that was opened has taken the place of what had the focus before.
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <>
      <Button
        ref={button}
        look="quiet"
        className={styles['button']}
        aria-label={count === 0 ? t('jobs.open') : t('jobs.openRunning', { count })}
        reason={reason}
        aria-haspopup="dialog"
        aria-expanded={open}
        icon={<ListChecks aria-hidden />}
        onClick={() => openJobs(true)}
      >
        <span className={styles['name']}>{t('jobs.open')}</span>
        {count > 0 && (
          <span className={styles['badge']} data-snapshot="none">
            {count}
          </span>
        )}
      </Button>
      {open && <JobsPanel anchor={button} onClose={close} />}
      {anyRan && running !== undefined && <JobEnds running={running} />}
      {undoQuestion}
    </>
  );
}
