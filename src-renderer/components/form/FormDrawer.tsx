import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type FieldValues, FormProvider, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { Button, IconButton } from '../Button.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { TenantLine } from '../TenantLine.tsx';
import { type CodeFields, showFieldErrors } from './apiFieldErrors.ts';
import { ErrorSummary } from './ErrorSummary.tsx';
import styles from './Form.module.css';

export interface FormDrawerProps<V extends FieldValues> {
  readonly title: string;
  /** The tenant that the form was opened in; it stays with it, whatever the window shows later (T6). */
  readonly tenantId: string;
  readonly form: UseFormReturn<V>;
  /** Sends the checked values. Answers null when done (and closes the drawer itself), or what went wrong. */
  readonly onSubmit: (values: V) => Promise<ApiError | null>;
  readonly onClose: () => void;
  /** Fields that codes such as EMAIL_TAKEN are about. */
  readonly codeFields?: CodeFields<V>;
  /** Links at the top right, such as `Manage customer users`. */
  readonly links?: ReactNode;
  /** Why nothing can be saved now, in words. */
  readonly reason?: string | null;
  /** Above the fields: a warning about the entity as a whole. */
  readonly notice?: ReactNode;
  /** In place of the summary for an error that has its own way out (VERSION_CONFLICT). */
  readonly renderError?: (error: ApiError, dismiss: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** A form at the right, over the grid, which stays readable. */
export function FormDrawer<V extends FieldValues>(props: FormDrawerProps<V>) {
  const { title, tenantId, form, onSubmit, onClose, codeFields, links, reason, notice, renderError } = props;
  const { t } = useTranslation();
  const id = useId();
  const markUnsaved = useConsole((state) => state.markUnsaved);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const drawer = useRef<HTMLDivElement>(null);
  const { isDirty, isSubmitting } = form.formState;

  useEffect(() => {
    markUnsaved(id, isDirty);
  }, [id, isDirty, markUnsaved]);
  useEffect(() => () => markUnsaved(id, false), [id, markUnsaved]);
  useFocusInside(drawer);

  const close = () => (isDirty ? setAsking(true) : onClose());
  const submit = form.handleSubmit(async (values) => {
    setFailure(null);
    const error = await onSubmit(values);
    if (error !== null && !showFieldErrors(form, error, codeFields)) setFailure(error);
  });

  return (
    <MuiTheme>
      {/* Escape closes from every field inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={drawer}
        role="dialog"
        data-drawer
        aria-labelledby={`${id}-title`}
        className={styles['drawer']}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented || asking) return;
          event.stopPropagation();
          close();
        }}
      >
        <header className={styles['head']}>
          <div className={styles['titles']}>
            <h2 id={`${id}-title`} className={styles['title']} title={title}>
              {title}
            </h2>
            <TenantLine tenantId={tenantId} />
          </div>
          <div className={styles['links']}>
            {links}
            <IconButton label={t('action.close')} icon={<X aria-hidden />} onClick={close} />
          </div>
        </header>
        <FormProvider {...form}>
          <form className={styles['form']} noValidate onSubmit={(event) => void submit(event)}>
            <div className={styles['fields']}>
              {notice}
              {props.children}
            </div>
            <footer className={styles['foot']}>
              {failure !== null && renderError?.(failure, () => setFailure(null)) !== undefined ? (
                renderError?.(failure, () => setFailure(null))
              ) : (
                <ErrorSummary failure={failure} />
              )}
              <div className={styles['buttons']}>
                <Button onClick={close}>{t('action.cancel')}</Button>
                <Button look="primary" type="submit" busy={isSubmitting} reason={reason}>
                  {t('action.saveChanges')}
                </Button>
              </div>
            </footer>
          </form>
        </FormProvider>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('form.discardTitle')}
          text={t('form.discardText', { title })}
          confirmLabel={t('form.discard')}
          cancelLabel={t('form.keepEditing')}
          tenantId={tenantId}
          danger
          onCancel={() => setAsking(false)}
          onConfirm={onClose}
        />
      )}
    </MuiTheme>
  );
}

/** Takes the focus to the first field on opening and gives it back on closing. */
function useFocusInside(drawer: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    drawer.current
      ?.querySelector<HTMLElement>(
        'form input:not([readonly], [hidden]), form textarea, form [role=combobox]',
      )
      ?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [drawer]);
}

/** Fields that belong together, under a heading. */
export function FormSection({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <div
      className={styles['section']}
      {...(title === undefined ? {} : { role: 'group', 'aria-labelledby': id })}
    >
      {title !== undefined && (
        <h3 id={id} className={styles['sectionTitle']}>
          {title}
        </h3>
      )}
      {children}
    </div>
  );
}

/** Two short fields side by side. */
export function FieldPair({ children }: { readonly children: ReactNode }) {
  return <div className={styles['pair']}>{children}</div>;
}
