import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { DeletedUser } from '#shared/api/deletedUsers.ts';
import { isEmail } from '#shared/domain/email.ts';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { fullName } from '#shared/domain/userFields.ts';
import { useBackendRead } from '../../../bridge/useBackendRead.ts';
import { Button } from '../../../components/Button.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { useNow } from '../../../components/RelativeTime.tsx';
import { useShowDrawer } from '../../../state/ConsoleContext.tsx';
import { useReasons } from '../../../state/useTenant.ts';
import type { UserForm } from '../userFormSchema.ts';
import styles from '../UserFields.module.css';
import { useRestore } from './useRestore.ts';

/** Milliseconds without another letter before the bin is asked for an address. */
const settleAfter = 400;

/**
 * Says that the address of a new user lies in the recycle bin, and offers to restore that person instead, to those who may. What
 * was typed stays: going to whom one restored asks about it first.
 */
export function RestoreOffer() {
  const email = useSettledEmail();
  const reasons = useReasons();
  const may = reasons.ofChange('users.delete') === null && reasons.ofPermission('users.read') === null;
  const { data } = useBackendRead(
    { route: 'deletedUsers.list', query: { email, limit: '1' } },
    { enabled: may && email !== '' },
  );
  const person = data?.items[0];
  return email === '' || !may || person === undefined ? null : <Offer key={person.id} person={person} />;
}

function Offer({ person }: { readonly person: DeletedUser }) {
  const { t, i18n } = useTranslation();
  const now = useNow(60_000);
  const restore = useRestore();
  const showDrawer = useShowDrawer();
  const [back, setBack] = useState(false);
  const { id, deletedAt, deletedBy, addressTaken, customerThere } = person;
  const name = fullName(person);
  // Whoever has the address by now is what the form's own error tells of.
  if (addressTaken || back) return null;
  const bringBack = async () => {
    if (!(await restore({ id, name }))) return;
    setBack(true);
    showDrawer({ of: 'users', id, face: 'read' });
  };
  const when = relativeTime(Date.parse(deletedAt), now, i18n.language);
  return (
    <Notice tone="caution" layout="stack" role="alert" className={styles['offer']}>
      <p>
        {deletedBy === null
          ? t('recycleBin.offer', { name, when })
          : t('recycleBin.offerBy', { name, when, by: deletedBy })}{' '}
        {t(customerThere ? 'recycleBin.offerElse' : 'recycleBin.offerCustomerGone', { name })}
      </p>
      {customerThere && (
        <Button onClick={() => void bringBack()}>{t('recycleBin.offerRestore', { name })}</Button>
      )}
    </Notice>
  );
}

/** The address once it is one, and has not been typed on for a moment; before, nothing. */
function useSettledEmail(): string {
  const typed = useWatch<UserForm, 'email'>({ name: 'email' }).trim();
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(isEmail(typed) ? typed : ''), settleAfter);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled === typed ? settled : '';
}
