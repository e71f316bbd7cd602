import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useTenantRead } from '../../bridge/queries.ts';
import { phoneDoubt } from './phoneDoubts.ts';
import type { UserForm } from './userFormSchema.ts';

export interface PhoneDoubtProps {
  readonly id: string;
  /** Which of the person's numbers. */
  readonly place: number;
}

/** Says what is odd about a number. It may be saved as it is. */
export function PhoneDoubt({ id, place }: PhoneDoubtProps) {
  const { t } = useTranslation();
  const [phones, customerId] = useWatch<UserForm, readonly ['phones', 'customerId']>({
    name: ['phones', 'customerId'],
  });
  const customer = useTenantRead('customers.one', { customerId }, { enabled: customerId !== '' }).data;
  const numbers = phones.map(({ number }) => number);
  const doubt = phoneDoubt(numbers, place, customer?.country ?? '');
  if (doubt === null) return null;
  return (
    <p id={id} className="hint caution">
      {t(`users.form.phoneDoubt.${doubt}`)}
    </p>
  );
}
