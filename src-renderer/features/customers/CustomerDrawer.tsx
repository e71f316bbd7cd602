import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customer as customerSchema, type Customer } from '#shared/api/customers.ts';
import { emptyValues, valuesOf } from '#shared/domain/fields.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useRead } from '../../bridge/queries.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { Button } from '../../components/Button.tsx';
import { ConflictChoice } from '../../components/form/ConflictChoice.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { FailedDrawer } from '../../components/form/FailedDrawer.tsx';
import { useDrawerForm } from '../../components/form/useDrawerForm.ts';
import { useFieldLabel } from '../../components/form/useFieldProps.ts';
import { useMergingUpdate } from '../../components/form/useMergingUpdate.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useChangeReason } from '../../state/useTenant.ts';
import { countryName } from './countries.ts';
import { CustomerFields } from './CustomerFields.tsx';
import { type CustomerForm, customerFormFields, customerFormSchema } from './customerForm.ts';

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
  const toast = useToast(tenantId);
  const create = useBackendCall(tenantId, 'customers.create');
  const form = useDrawerForm<CustomerForm>({
    schema: customerFormSchema,
    values: emptyValues(customerFormFields),
  });
  return (
    <FormDrawer
      title={t('customers.new')}
      tenantId={tenantId}
      form={form}
      reason={useChangeReason(tenantId, 'customers.create')}
      codeFields={{ NAME_TAKEN: 'title' }}
      onClose={onClose}
      onSubmit={async (body) => {
        const result = await create.run({ body });
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
  const { t, i18n } = useTranslation();
  const labelOf = useFieldLabel('customer');
  const toast = useToast(tenantId);
  const go = useConsole((state) => state.go);
  const update = useBackendCall(tenantId, 'customers.update');
  const form = useDrawerForm<CustomerForm>({
    schema: customerFormSchema,
    values: valuesOf(customerFormFields, opened),
  });
  const edit = useMergingUpdate<typeof customerFormFields, Customer>({
    opened,
    entity: customerSchema,
    fields: customerFormFields,
    send: (version, changes) => update.run({ params: { customerId: opened.id }, body: { version, changes } }),
  });
  const choice = (dismiss: () => void) => {
    const mine = form.getValues();
    return (
      <ConflictChoice
        conflicts={edit.conflicts(mine)}
        labelOf={labelOf}
        wordsOf={(field, value) =>
          field === 'country' && value !== '' ? countryName(String(value), i18n.language) : String(value)
        }
        onChosen={(kept) => {
          form.reset(edit.decide(mine, kept), { keepDefaultValues: true });
          dismiss();
        }}
      />
    );
  };

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
      renderError={(error, dismiss) => (error.code === 'VERSION_CONFLICT' ? choice(dismiss) : undefined)}
      onSubmit={async (values) => {
        const result = await edit.save(values);
        if (!result.ok) return result.error;
        if (result.value !== opened)
          toast({ tone: 'positive', text: t('customers.saved', { title: result.value.title }) });
        onClose();
        return null;
      }}
    >
      <CustomerFields />
    </FormDrawer>
  );
}
