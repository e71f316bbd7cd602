import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '#shared/domain/permissions.ts';
import type { TenantSettings } from '#shared/api/tenants.ts';
import { Tooltip } from '../../components/Tooltip.tsx';
import { useReasons } from '../../state/useTenant.ts';
import styles from './DeleteCustomer.module.css';

export type Fate = 'move' | 'delete';

/** What the account needs besides deleting customers. */
const fatePermission: Readonly<Record<Fate, Permission>> = { move: 'users.edit', delete: 'users.delete' };

export interface UsersFateProps {
  readonly count: number;
  readonly deleteMode: TenantSettings['users.deleteMode'];
  readonly fate: Fate | null;
  readonly onChange: (fate: Fate) => void;
  /** The picker of the customer to move to. */
  readonly children: ReactNode;
}

/** Move or delete, each with what stays and what stops. Nothing is chosen beforehand. */
export function UsersFate({ count, deleteMode, fate, onChange, children }: UsersFateProps) {
  const { t } = useTranslation();
  const group = useId();
  const reasons = useReasons();
  const choice = (value: Fate, label: string, consequence: string) => {
    const id = `${group}-${value}`;
    const reason = reasons.ofPermission(fatePermission[value]);
    return (
      <label className={`box ${styles['choice']}`} aria-disabled={reason !== null}>
        <Tooltip text={reason}>
          <input
            type="radio"
            name={group}
            checked={fate === value}
            aria-disabled={reason !== null}
            aria-describedby={id}
            onChange={() => {
              if (reason === null) onChange(value);
            }}
          />
        </Tooltip>
        <span>{label}</span>
        <small id={id} className="note">
          {reason ?? consequence}
        </small>
      </label>
    );
  };
  return (
    <fieldset className="stack">
      <legend className={styles['legend']}>{t('customers.delete.question', { count })}</legend>
      {choice('move', t('customers.delete.move', { count }), t('customers.delete.moveConsequence'))}
      {fate === 'move' && <div className={styles['more']}>{children}</div>}
      {choice(
        'delete',
        t('customers.delete.deleteUsers', { count }),
        t(`customers.delete.consequence.${deleteMode}`),
      )}
    </fieldset>
  );
}
