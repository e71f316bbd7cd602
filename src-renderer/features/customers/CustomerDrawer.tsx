import { useTranslation } from 'react-i18next';
import { type Customer, customer as customerSchema } from '#shared/api/customers.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { useBackendCall } from '../../bridge/useBackendCall.ts';
import { Button } from '../../components/Button.tsx';
import { EditDrawer } from '../../components/form/EditDrawer.tsx';
import { FormDrawer } from '../../components/form/FormDrawer.tsx';
import { OpenedDrawer } from '../../components/form/OpenedDrawer.tsx';
import { useGo } from '../../state/ConsoleContext.tsx';
import { usersScreen } from '../users/screen.ts';
import { countryName } from './countries.ts';
import { CustomerFields } from './CustomerFields.tsx';
import { type CustomerForm, customerFormFields, customerFormSchema } from './customerForm.ts';

/** `New Customer`, or the edit form of one (C2, C3). */
export function CustomerDrawer({ customerId }: { readonly customerId: string | null }) {
  return customerId === null ? <NewCustomer /> : <EditCustomer customerId={customerId} />;
}

const codeFields = { NAME_TAKEN: 'title' } as const;

function NewCustomer() {
  const { t } = useTranslation();
  const go = useGo();
  const create = useBackendCall('customers.create');
  return (
    <FormDrawer<CustomerForm, Customer>
      entity="customer"
      title={t('customers.new')}
      schema={customerFormSchema}
      values={emptyValues(customerFormFields)}
      permission="customers.create"
      codeFields={codeFields}
      save={(body) => create.run({ body })}
      onSaved={({ id, title }) => ({
        text: t('customers.created', { title }),
        action: {
          label: t('customers.manageUsers'),
          run: () => go(usersScreen.at({ customerId: id })),
        },
      })}
    >
      <CustomerFields />
    </FormDrawer>
  );
}

function EditCustomer({ customerId }: { readonly customerId: string }) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const update = useBackendCall('customers.update');
  return (
    <OpenedDrawer read={useTenantRead('customers.one', { customerId }, { anew: true })}>
      {(opened) => (
        <EditDrawer
          entity="customer"
          name={opened.title}
          title={t('customers.edit', { title: opened.title })}
          schema={customerFormSchema}
          fields={customerFormFields}
          answer={customerSchema}
          opened={opened}
          permission="customers.edit"
          codeFields={codeFields}
          links={
            <Button look="link" onClick={() => go(usersScreen.at({ customerId }))}>
              {t('customers.manageUsers')}
            </Button>
          }
          wordsOf={(value, field) =>
            field === 'country' && value !== '' ? countryName(String(value), i18n.language) : String(value)
          }
          send={(version, changes) => update.run({ params: { customerId }, body: { version, changes } })}
          onSaved={(saved) => (saved === opened ? null : t('customers.saved', { title: saved.title }))}
        >
          <CustomerFields />
        </EditDrawer>
      )}
    </OpenedDrawer>
  );
}
