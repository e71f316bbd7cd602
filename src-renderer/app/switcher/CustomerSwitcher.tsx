import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ariaKeys, useCommand } from '../../components/commands/commands.tsx';
import { classes } from '../../components/classes.ts';
import { TenantDot } from '../../components/TenantDot.tsx';
import { Tooltip } from '../../components/Tooltip.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useAccountLabel } from '../../state/useAccounts.ts';
import { useTenantGroups } from '../../state/useTenantList.ts';
import { useTenant } from '../../state/useTenant.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import styles from './Switcher.module.css';

const SwitcherPanel = lazyPart([], async () => (await import('./SwitcherPanel.tsx')).SwitcherPanel);

/** Which tenant the window is about (T2). With a single tenant there is nothing to switch: it only shows the name. */
export function CustomerSwitcher() {
  const { t } = useTranslation();
  const id = useId();
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const open = useConsole((state) => state.switcherOpen);
  const setOpen = useConsole((state) => state.openSwitcher);
  const groups = useTenantGroups();
  const tenant = useTenant();
  const whose = useAccountLabel();
  const several = groups.length > 1 || (groups[0]?.tenants.length ?? 0) > 1;
  useCommand(several ? { name: 'switch-tenant', run: () => setOpen(true) } : null);

  const content = (
    <>
      {tenant !== undefined && <TenantDot color={tenant.color} />}
      <span id={id} className={`cut ${styles['current']}`}>
        <bdi>{tenant?.name ?? t('switcher.choose')}</bdi>
        {whose !== null && <span className={`muted ${styles['whose']}`}> · {whose}</span>}
      </span>
    </>
  );
  if (!several) {
    return (
      <div
        role="group"
        aria-label={t('switcher.name')}
        className={classes('control line', styles['button'], styles['fixed'])}
      >
        {content}
      </div>
    );
  }
  // The name of the tenant stands beside the button, under its surface: the button is called `Customer switcher` (T2), and
  // a name that differs from the text inside would break what is said to speech input (WCAG 2.5.3).
  return (
    <>
      <Tooltip text={tenant?.name}>
        <div className={`control line ${styles['button']}`}>
          {content}
          <ChevronDown aria-hidden />
          <button
            ref={setButton}
            type="button"
            className={styles['surface']}
            aria-label={t('switcher.name')}
            aria-describedby={id}
            aria-haspopup="dialog"
            aria-expanded={open}
            aria-keyshortcuts={ariaKeys('switch-tenant')}
            onClick={() => setOpen(true)}
          />
        </div>
      </Tooltip>
      {open && (
        <SwitcherPanel
          anchor={button}
          onClose={() => {
            setOpen(false);
            button?.focus();
          }}
        />
      )}
    </>
  );
}
