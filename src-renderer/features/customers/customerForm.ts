import { type Customer, customerInput } from '#shared/api/customers.ts';
import { createFieldMerge } from '../../components/form/fieldMerge.ts';

/** What the form holds (C2); the time zone comes with the defaults of customers. */
export const customerFormSchema = customerInput.omit({ timeZone: true });
export interface CustomerForm {
  readonly title: string;
  readonly email: string;
  readonly city: string;
  readonly address: string;
  readonly address2: string;
  readonly postalCode: string;
  readonly country: string;
}

/** In the order of the form. */
export const customerFields = [
  'title',
  'email',
  'city',
  'address',
  'address2',
  'postalCode',
  'country',
] as const satisfies readonly (keyof CustomerForm)[];

export const emptyCustomer: CustomerForm = {
  title: '',
  email: '',
  city: '',
  address: '',
  address2: '',
  postalCode: '',
  country: '',
};

export function customerValues(customer: Customer): CustomerForm {
  const { title, email, city, address, address2, postalCode, country } = customer;
  return { title, email, city, address, address2, postalCode, country };
}

export const customerMerge = createFieldMerge<CustomerForm>(customerFields);
