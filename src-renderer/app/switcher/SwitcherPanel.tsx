import { useTranslation } from 'react-i18next';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useTenantGroups } from '../../state/useTenantList.ts';
import styles from './Switcher.module.css';
import { TenantPicker } from './TenantPicker.tsx';

export interface SwitcherPanelProps {
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
}

/** The list under the switcher's button. */
export function SwitcherPanel({ anchor, onClose }: SwitcherPanelProps) {
  const { t } = useTranslation();
  const groups = useTenantGroups();
  const inView = useConsole((state) => state.tenantKey);
  const go = useConsole((state) => state.go);
  const place = anchor?.getBoundingClientRect();
  return (
    <>
      <div className={styles['cover']} onPointerDown={onClose} />
      <div
        role="dialog"
        aria-label={t('switcher.choose')}
        className={`card fill ${styles['panel']}`}
        style={{ top: (place?.bottom ?? 48) + 4, left: place?.left ?? 12 }}
      >
        <TenantPicker
          groups={groups}
          inView={inView}
          onCancel={onClose}
          onChoose={(tenantKey) => {
            onClose();
            if (tenantKey !== inView) go({ tenantKey });
          }}
        />
      </div>
    </>
  );
}
