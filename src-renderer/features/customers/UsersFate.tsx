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
  readonly tenantKey: string;
  readonly count: number;
  readonly deleteMode: TenantSettings['users.deleteMode'];
  readonly fate: Fate | null;
  readonly onChange: (fate: Fate) => void;
  /** The picker of the customer to move to. */
  readonly children: ReactNode;
}

/** Move or delete, each with what stays and what stops. Nothing is chosen beforehand. */
export function UsersFate({ tenantKey, count, deleteMode, fate, onChange, children }: UsersFateProps) {
  const { t } = useTranslation();
  const group = useId();
  return (
    <fieldset className="stack">
      <legend className={styles['legend']}>{t('customers.delete.question', { count })}</legend>
      <FateChoice
        group={group}
        tenantKey={tenantKey}
        value="move"
        chosen={fate === 'move'}
        label={t('customers.delete.move', { count })}
        consequence={t('customers.delete.moveConsequence')}
        onChoose={onChange}
      />
      {fate === 'move' && <div className={styles['more']}>{children}</div>}
      <FateChoice
        group={group}
        tenantKey={tenantKey}
        value="delete"
        chosen={fate === 'delete'}
        label={t('customers.delete.deleteUsers', { count })}
        consequence={t(`customers.delete.consequence.${deleteMode}`)}
        onChoose={onChange}
      />
    </fieldset>
  );
}

interface FateChoiceProps {
  readonly group: string;
  readonly tenantKey: string;
  readonly value: Fate;
  readonly chosen: boolean;
  readonly label: string;
  readonly consequence: string;
  readonly onChoose: (fate: Fate) => void;
}

function FateChoice({ group, tenantKey, value, chosen, label, consequence, onChoose }: FateChoiceProps) {
  const id = useId();
  const reason = useReasons(tenantKey).ofPermission(fatePermission[value]);
  return (
    <label className={`box ${styles['choice']}`} aria-disabled={reason !== null}>
      <Tooltip text={reason}>
        <input
          type="radio"
          name={group}
          checked={chosen}
          aria-disabled={reason !== null}
          aria-describedby={id}
          onChange={() => {
            if (reason === null) onChoose(value);
          }}
        />
      </Tooltip>
      <span>{label}</span>
      <small id={id} className="note">
        {reason ?? consequence}
      </small>
    </label>
  );
}
