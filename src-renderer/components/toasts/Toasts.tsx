import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button, IconButton } from '../Button.tsx';
import { classes } from '../classes.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { TenantLine } from '../TenantLine.tsx';
import { ariaKeys } from '../commands/commands.tsx';
import { usePassFocusOn } from '../usePassFocusOn.ts';
import styles from './Toasts.module.css';
import { type Toast, useToastStore } from './toastStore.ts';

/** Long enough to read and to reach Undo; failures stay until they are dismissed. */
const shownMilliseconds = { plain: 6000, positive: 8000, negative: null } as const;

/** The live region at the bottom of the window. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useStore(useToastStore(), (state) => state.toasts);
  return (
    <div
      className={`stack ${styles['region']}`}
      role="region"
      aria-label={t('toast.region')}
      aria-live="polite"
      data-snapshot="none"
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation();
  const { dismiss, takeBack } = useToastStore().getState();
  const inView = useConsole((state) => state.tenantKey);
  const [held, setHeld] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  usePassFocusOn(line);
  const lasts = shownMilliseconds[toast.tone];
  useEffect(() => {
    if (held || lasts === null) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), lasts);
    return () => clearTimeout(timer);
  }, [held, lasts, dismiss, toast.id]);
  return (
    <div
      ref={line}
      className={classes('line', styles['toast'], toast.tone !== 'plain' && styles[toast.tone])}
      role={toast.tone === 'negative' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles['text']}>
        {toast.tenantKey !== inView && <TenantLine tenantKey={toast.tenantKey} />}
        {toast.text}
      </span>
      {toast.undo !== undefined && (
        <Button look="link" aria-keyshortcuts={ariaKeys('undo')} onClick={() => takeBack(toast.id)}>
          {t('action.undo')}
        </Button>
      )}
      {toast.action !== undefined && (
        <Button
          look="link"
          onClick={() => {
            dismiss(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        small
        label={t('action.dismiss')}
        icon={<X aria-hidden />}
        onClick={() => dismiss(toast.id)}
      />
    </div>
  );
}
