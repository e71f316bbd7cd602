import { customerFields } from '#shared/domain/customerFields.ts';
import { type FieldValues, inputOf } from '#shared/domain/fields.ts';

const { timeZone: _comesWithDefaults, ...formFields } = customerFields;

/** What the form holds (C2); the time zone comes with the defaults of customers. */
export const customerFormFields = formFields;
export const customerFormSchema = inputOf(customerFormFields);
export type CustomerForm = FieldValues<typeof customerFormFields>;
