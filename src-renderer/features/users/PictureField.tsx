import { UserRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { Button } from '../../components/Button.tsx';
import { largePicture, Picture } from './Picture.tsx';
import { type PictureProblem, pictureTypes, shrinkPicture } from './shrinkPicture.ts';
import { useReadOnly } from '../../components/form/formFrame.ts';
import type { UserForm } from './userFormSchema.ts';

export interface PictureFieldProps {
  readonly user: UserDetails | null;
}

/** The picture: chosen, made small here, shown at once, sent with Save. */
export function PictureField({ user }: PictureFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { field } = useController<UserForm, 'picture'>({ name: 'picture' });
  const [problem, setProblem] = useState<PictureProblem | null>(null);
  const { value } = field;
  const readOnly = useReadOnly();
  const shown = typeof value === 'string' || (value === undefined && (user?.avatar ?? null) !== null);

  const choose = async (file: File) => {
    const picture = await shrinkPicture(file);
    setProblem(picture.ok ? null : picture.problem);
    if (picture.ok) field.onChange(picture.base64);
  };
  const preview = () => {
    if (typeof value === 'string')
      return <img className={largePicture} src={`data:image/webp;base64,${value}`} alt="" />;
    if (user !== null) return <Picture user={value === null ? { ...user, avatar: null } : user} large />;
    return (
      <span className={largePicture}>
        <UserRound aria-hidden />
      </span>
    );
  };
  return (
    <div className="line" style={{ gap: 16 }} role="group" aria-label={t('users.form.picture')}>
      {preview()}
      {!readOnly && (
        <div className="field">
          <div className="line">
            <Button onClick={() => input.current?.click()}>
              {t(shown ? 'users.form.changePicture' : 'users.form.uploadPicture')}
            </Button>
            {shown && (
              <Button
                look="quiet"
                onClick={() => field.onChange((user?.avatar ?? null) === null ? undefined : null)}
              >
                {t('users.form.removePicture')}
              </Button>
            )}
          </div>
          <p
            className={problem === null ? 'hint' : 'hint negative'}
            role={problem === null ? undefined : 'alert'}
          >
            {problem === null ? t('users.form.pictureHint') : t(`users.form.pictureProblem.${problem}`)}
          </p>
        </div>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden
        tabIndex={-1}
        accept={pictureTypes.join(',')}
        data-testid="picture-file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) void choose(file);
        }}
      />
    </div>
  );
}
