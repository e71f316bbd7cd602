import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/api/customers.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useRead } from '../../bridge/queries.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { Button } from '../../components/Button.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { FailedDrawer } from '../../components/form/FailedDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useChangeReason } from '../../state/useTenant.ts';
import { ConflictChoice } from './ConflictChoice.tsx';
import { CustomerFields } from './CustomerFields.tsx';
import {
  customerChanges,
  type CustomerForm,
  customerFormSchema,
  customerValues,
  emptyCustomer,
} from './customerForm.ts';

export interface CustomerDrawerProps {
  readonly tenantId: string;
  /** Null: a new one. */
  readonly customerId: string | null;
  readonly onClose: () => void;
}

/** `New Customer`, or the edit form of one (C2, C3). */
export function CustomerDrawer({ customerId, ...drawer }: CustomerDrawerProps) {
  return customerId === null ? (
    <NewCustomer {...drawer} />
  ) : (
    <EditCustomer customerId={customerId} {...drawer} />
  );
}

type DrawerProps = Omit<CustomerDrawerProps, 'customerId'>;

function NewCustomer({ tenantId, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const create = useBackendCall('customers.create');
  const form = useDrawerForm<CustomerForm>({ schema: customerFormSchema, values: emptyCustomer });
  return (
    <FormDrawer
      title={t('customers.new')}
      tenantId={tenantId}
      form={form}
      reason={useChangeReason(tenantId, 'customers.create')}
      codeFields={{ NAME_TAKEN: 'title' }}
      onClose={onClose}
      onSubmit={async (body) => {
        const result = await create.run({ params: { tenantId }, body });
        if (!result.ok) return result.error;
        toast({ tone: 'positive', text: t('customers.created', { title: result.value.title }) });
        onClose();
        return null;
      }}
    >
      <CustomerFields />
    </FormDrawer>
  );
}

function EditCustomer({ tenantId, customerId, onClose }: DrawerProps & { readonly customerId: string }) {
  const read = useRead('customers.one', { tenantId, customerId });
  // The form stays with the customer as it was opened; a later change by someone else is met when saving.
  const [opened, setOpened] = useState<Customer | null>(null);
  if (opened === null && read.data !== undefined) setOpened(read.data);
  if (opened !== null) return <EditForm tenantId={tenantId} opened={opened} onClose={onClose} />;
  return read.error === null ? null : (
    <FailedDrawer error={errorOf(read.error)} onRetry={() => void read.refetch()} onClose={onClose} />
  );
}

function EditForm({ tenantId, opened, onClose }: DrawerProps & { readonly opened: Customer }) {
  const { t } = useTranslation();
  const toast = useToast();
  const go = useConsole((state) => state.go);
  const update = useBackendCall('customers.update');
  const [base, setBase] = useState(opened);
  const form = useDrawerForm<CustomerForm>({ schema: customerFormSchema, values: customerValues(opened) });

  return (
    <FormDrawer
      title={t('customers.edit', { title: opened.title })}
      tenantId={tenantId}
      form={form}
      reason={useChangeReason(tenantId, 'customers.edit')}
      codeFields={{ NAME_TAKEN: 'title' }}
      onClose={onClose}
      links={
        <Button
          look="link"
          onClick={() => go({ tenantId, screen: { name: 'users', customerId: opened.id } })}
        >
          {t('customers.manageUsers')}
        </Button>
      }
      renderError={(error, dismiss) =>
        error.code === 'VERSION_CONFLICT' && error.current !== undefined ? (
          <ConflictChoice
            yours={form.getValues()}
            base={customerValues(base)}
            theirs={customerValues(error.current as Customer)}
            onKeepYours={() => {
              setBase(error.current as Customer);
              dismiss();
            }}
            onTakeTheirs={() => {
              setBase(error.current as Customer);
              form.reset(customerValues(error.current as Customer));
              dismiss();
            }}
          />
        ) : undefined
      }
      onSubmit={async (values) => {
        const changes = customerChanges(customerValues(base), values);
        if (Object.keys(changes).length > 0) {
          const params = { tenantId, customerId: opened.id };
          const result = await update.run({ params, body: { version: base.version, changes } });
          if (!result.ok) return result.error;
          toast({ tone: 'positive', text: t('customers.saved', { title: result.value.title }) });
        }
        onClose();
        return null;
      }}
    >
      <CustomerFields />
    </FormDrawer>
  );
}
