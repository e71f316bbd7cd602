import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { TagsField, TextField } from '../../components/form/fields.tsx';
import { FieldPair, FormSection } from '../../components/form/FormDrawer.tsx';
import { useFieldProps } from '../../components/form/useFieldProps.ts';
import { useReasons, useTenant } from '../../state/useTenant.ts';
import { useProfileOptions } from '../profiles/useProfileOptions.ts';
import { CustomerField } from './CustomerField.tsx';
import { EmailTakenLink } from './EmailTakenLink.tsx';
import { PhonesField } from './PhonesField.tsx';
import { PictureField } from './PictureField.tsx';
import { PreferenceFields } from './PreferenceFields.tsx';
import { useRoleOptions } from './useRoleOptions.ts';
import { lazyPart } from '../../words/lazyPart.tsx';

const RestoreOffer = lazyPart(
  ['recycleBin'],
  async () => (await import('./bin/RestoreOffer.tsx')).RestoreOffer,
);

export interface UserFieldsProps {
  /** Null: a new one. */
  readonly user: UserDetails | null;
  readonly pickCustomer: boolean;
  /** One profile at least must be given. */
  readonly needsProfile?: boolean;
}

/** Everything of a user that the console may write (U2). */
export function UserFields({ user, pickCustomer, needsProfile = false }: UserFieldsProps) {
  const { t } = useTranslation();
  const field = useFieldProps('user', userFields);
  const tenant = useTenant();
  const reasons = useReasons();
  const profiles = useProfileOptions();
  const roles = useRoleOptions();
  const emailEditable = tenant?.settings['users.emailEditable'] ?? false;
  const emailLocked = user !== null && !emailEditable;
  const cannotAssign = reasons.ofPermission(userFields.profileIds.permission);
  const cannotGrant = reasons.ofPermission(userFields.roleIds.permission);
  const emailHint = () => {
    if (user === null) return t('users.form.emailHint');
    return emailLocked ? t('users.form.emailLocked') : t('users.form.emailEditable');
  };
  return (
    <>
      <FormSection title={t('users.form.section.name')}>
        <PictureField user={user} />
        <FieldPair>
          <TextField {...field('firstName')} />
          <TextField {...field('lastName')} />
        </FieldPair>
        <div>
          <TextField
            {...field('email')}
            inputMode="email"
            readOnly={emailLocked}
            hint={emailHint()}
            endAdornment={emailLocked ? <Lock aria-hidden className="muted" /> : null}
          />
          <EmailTakenLink />
          {user === null && <RestoreOffer />}
        </div>
        {pickCustomer && <CustomerField />}
      </FormSection>
      <FormSection title={t('users.form.section.access')}>
        <TagsField
          {...field('profileIds')}
          required={needsProfile}
          options={profiles}
          readOnly={cannotAssign !== null}
          {...(cannotAssign === null ? {} : { hint: cannotAssign })}
        />
        <TagsField
          {...field('roleIds')}
          options={roles}
          readOnly={cannotGrant !== null}
          {...(cannotGrant === null ? {} : { hint: cannotGrant })}
        />
      </FormSection>
      <FormSection title={t('users.form.section.contact')}>
        <FieldPair>
          <TextField {...field('jobTitle')} />
          <TextField {...field('department')} />
        </FieldPair>
        <TextField {...field('employeeNumber')} />
        <PhonesField />
      </FormSection>
      <FormSection title={t('users.form.section.preferences')}>
        <PreferenceFields />
      </FormSection>
    </>
  );
}
