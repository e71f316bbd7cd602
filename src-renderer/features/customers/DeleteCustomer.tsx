import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/api/customers.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { versionNow } from '../../bridge/versionNow.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useReasons, useTenant } from '../../state/useTenant.ts';
import type { Option } from '../../components/form/optionList.tsx';
import { CustomerPicker } from './CustomerPicker.tsx';
import { UsersFate, type Fate } from './UsersFate.tsx';

export interface DeleteCustomerProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

/** Deletes a customer and settles what becomes of its users in the same breath (C4). */
export function DeleteCustomer({ customer, onClose }: DeleteCustomerProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const remove = useBackendCall('customers.delete');
  const deleteMode = useTenant()?.settings['users.deleteMode'] ?? 'recycle-bin';
  const cannotDelete = useReasons().ofChange('customers.delete');
  const [fate, setFate] = useState<Fate | null>(null);
  const [target, setTarget] = useState<Option | null>(null);
  // After a conflict the question stands for the customer as it is now: pressing again goes on.
  const [version, setVersion] = useState(customer.version);
  // The backend may know of users that the copy didn't: then the question is asked after all.
  const [found, setFound] = useState(0);
  const { title } = customer;
  const count = Math.max(customer.userCount, found);
  const hasUsers = count > 0;
  const undecided = hasUsers && (fate === null || (fate === 'move' && target === null));

  const confirm = async () => {
    const users =
      !hasUsers || fate === null
        ? ({ kind: 'none' } as const)
        : fate === 'move'
          ? ({ kind: 'move', toCustomerId: target?.value ?? '' } as const)
          : ({ kind: 'delete' } as const);
    const result = await remove.run({
      params: { customerId: customer.id },
      body: { version, users },
    });
    if (!result.ok) {
      setVersion(versionNow(result.error) ?? version);
      if (result.error.code === 'CUSTOMER_HAS_USERS') setFound(Number(result.error.details?.['users'] ?? 1));
      return;
    }
    const { usersMoved, usersDeleted } = result.value;
    const done =
      usersMoved > 0
        ? t('customers.deletedMoved', { title, count: usersMoved, target: target?.label ?? '' })
        : usersDeleted > 0
          ? t('customers.deletedWith', { title, count: usersDeleted })
          : t('customers.deleted', { title });
    toast({ tone: 'positive', text: done });
    onClose();
  };
  const label = () => {
    if (!hasUsers || fate === null) return t('customers.delete.confirm');
    return fate === 'move'
      ? t('customers.delete.confirmMove', { count })
      : t('customers.delete.confirmDelete', { count });
  };

  return (
    <ConfirmDialog
      title={t('customers.delete.title', { title })}
      text={t(hasUsers ? 'customers.delete.text' : 'customers.delete.textEmpty')}
      confirmLabel={label()}
      danger
      busy={remove.pending}
      reason={cannotDelete ?? (undecided ? t('customers.delete.undecided') : null)}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {hasUsers && (
        <UsersFate count={count} deleteMode={deleteMode} fate={fate} onChange={setFate}>
          <CustomerPicker
            label={t('customers.delete.target')}
            without={customer.id}
            chosen={target}
            onChange={setTarget}
          />
        </UsersFate>
      )}
      {remove.error !== null && <FailureNotice error={remove.error} />}
    </ConfirmDialog>
  );
}
