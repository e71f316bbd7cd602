import { ArrowLeft, X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  FormProvider,
  useForm,
  type UseFormReturn,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { ApiError, Result } from '#shared/api/errors.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import { MuiTheme } from '../../theme/MuiTheme.tsx';
import { useShowDrawer } from '../../state/ConsoleContext.tsx';
import type { Drawer } from '../../state/consoleStore.ts';
import { useReasons } from '../../state/useTenant.ts';
import { Button, IconButton } from '../Button.tsx';
import { classes } from '../classes.ts';
import { TenantLine } from '../TenantLine.tsx';
import { type Toast, useToast } from '../toasts/toastStore.ts';
import { type CodeFields, showFieldErrors } from './apiFieldErrors.ts';
import { ErrorSummary } from './ErrorSummary.tsx';
import { focusScreen } from '../usePassFocusOn.ts';
import { FormFrameContext } from './formFrame.ts';
import { formResolver } from './formResolver.ts';
import styles from './Form.module.css';
import { type DraftOptions, useContinued, useDraft } from './useDraft.ts';
import { untouched } from './untouched.ts';
import { type LabelledEntity, useFieldLabel } from './useFieldProps.ts';

type Said = string | null | Pick<Toast, 'text' | 'action'>;

export interface FormDrawerProps<V extends FieldValues, S> {
  readonly title: string;
  /** Whose fields these are. */
  readonly entity: LabelledEntity;
  /** Checks at Save, then again with each change; its output is what `save` is given. */
  readonly schema: z.ZodObject;
  /** What the fields begin with. */
  readonly values: V;
  /** What an account needs to save. Without it the form is only read. */
  readonly permission: Permission;
  /** Why it is only read whatever the permission, in words. */
  readonly reason?: string | null;
  readonly save: (values: V) => Promise<Result<S>>;
  /** Does what follows and returns what is said about it, with what can be done next; null: nothing. Then the drawer closes. */
  readonly onSaved: (saved: S, values: V) => Said | Promise<Said>;
  /** What the next form begins with, after `Save and add another`; without it there is no such button. */
  readonly another?: (values: V) => V;
  /** Fields that codes such as EMAIL_TAKEN are about. */
  readonly codeFields?: CodeFields<V>;
  /** Where Cancel, Escape and a save lead; without it the drawer closes. */
  readonly back?: Drawer;
  /** Links at the top right, such as `Manage customer users`. */
  readonly links?: ReactNode;
  /** Above the fields: a warning about the entity as a whole. */
  readonly notice?: ReactNode;
  /** In place of the summary after a VERSION_CONFLICT, until it is dismissed. */
  readonly conflict?: (form: UseFormReturn<V>, dismiss: () => void) => ReactNode;
  /** Whom or what is edited, and as it was when the typing began; without it something new is made. */
  readonly edits?: DraftOptions['edits'];
  /**
   * Fields whose values are kept nowhere while they are typed: passwords and all that is secret. A draft of the others is
   * kept in the encrypted copy.
   */
  readonly notKept?: readonly (keyof V & string)[];
  readonly children: ReactNode;
}

/**
 * A form at the right, over the grid, which stays readable. The first wrong field gets the focus. What is typed outlives the
 * window until it is saved or discarded.
 */
export function FormDrawer<V extends FieldValues, S>(props: FormDrawerProps<V, S>) {
  return <OpenForm<V, S> key={useContinued()?.id ?? ''} {...props} />;
}

function OpenForm<V extends FieldValues, S>(props: FormDrawerProps<V, S>) {
  const { title, schema, values, codeFields, links, notice, conflict } = props;
  const { edits = null, notKept = [], back } = props;
  const { t } = useTranslation();
  const id = useId();
  const toast = useToast();
  const showDrawer = useShowDrawer();
  const reasons = useReasons();
  const onlyRead = props.reason ?? reasons.ofPermission(props.permission);
  const labelOf = useFieldLabel(props.entity);
  const [shown] = useState(() => new Set<string>());
  const readOnly = onlyRead !== null;
  const frame = useMemo(() => ({ readOnly, shown }), [readOnly, shown]);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const drawer = useRef<HTMLDivElement>(null);
  const form = useForm<V>({
    defaultValues: values as DefaultValues<V>,
    resolver: formResolver<V>(schema),
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: true,
  });
  const { isSubmitting } = form.formState;
  const draft = useDraft(form, { title, schema, edits, notKept });
  useFocusInside(drawer);
  const heading = readOnly && edits !== null ? edits.subject : title;

  const leave = () => showDrawer(back ?? null);
  const submit = (again?: (values: V) => V) =>
    form.handleSubmit(async (checked) => {
      setFailure(null);
      const result = await props.save(checked);
      if (!result.ok) {
        if (!showFieldErrors(form, result.error, codeFields)) setFailure(result.error);
        return;
      }
      draft.drop();
      const said = await props.onSaved(result.value, checked);
      if (said !== null) toast({ tone: 'positive', ...(typeof said === 'string' ? { text: said } : said) });
      if (!draft.isOpen()) return;
      if (again === undefined) {
        leave();
        return;
      }
      form.reset(again(checked));
      focusFirst(drawer.current);
    })();

  return (
    <MuiTheme>
      {/* Escape closes from every field inside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={drawer}
        role="dialog"
        tabIndex={-1}
        data-drawer
        aria-labelledby={`${id}-title`}
        className={styles['drawer']}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.stopPropagation();
          leave();
        }}
      >
        <header className={classes(styles['head'], back !== undefined && styles['withBack'])}>
          {back !== undefined && (
            <IconButton label={t('action.back')} icon={<ArrowLeft aria-hidden />} onClick={leave} />
          )}
          <div className={styles['titles']}>
            <h2 id={`${id}-title`} className="title cut">
              <bdi>{heading}</bdi>
            </h2>
            <TenantLine />
          </div>
          <div className={`line ${styles['links']}`}>
            {links}
            <IconButton label={t('action.close')} icon={<X aria-hidden />} onClick={() => showDrawer(null)} />
          </div>
        </header>
        <FormFrameContext value={frame}>
          <FormProvider {...form}>
            <form
              className="fill"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                // Enter doesn't mind that the button is at work.
                if (!readOnly && !isSubmitting) void submit();
              }}
            >
              <div
                className={`fill ${styles['fields']}`}
                aria-busy={isSubmitting}
                {...(isSubmitting ? untouched : {})}
              >
                {notice}
                {props.children}
              </div>
              <footer className={`stack ${styles['foot']}`}>
                {failure?.code === 'VERSION_CONFLICT' && conflict !== undefined ? (
                  conflict(form, () => setFailure(null))
                ) : (
                  <ErrorSummary failure={failure} labelOf={labelOf} />
                )}
                {onlyRead === null ? (
                  <div className={`line ${styles['buttons']}`}>
                    <Button onClick={leave}>{t('action.cancel')}</Button>
                    {props.another !== undefined && (
                      <Button
                        busy={isSubmitting}
                        reason={reasons.offline}
                        onClick={() => void submit(props.another)}
                      >
                        {t('action.saveAndAddAnother')}
                      </Button>
                    )}
                    <Button look="primary" type="submit" busy={isSubmitting} reason={reasons.offline}>
                      {t('action.saveChanges')}
                    </Button>
                  </div>
                ) : (
                  <div className={`line ${styles['buttons']}`}>
                    <p className={`note ${styles['onlyRead']}`}>{onlyRead}</p>
                    <Button onClick={leave}>{t('action.close')}</Button>
                  </div>
                )}
              </footer>
            </form>
          </FormProvider>
        </FormFrameContext>
      </div>
    </MuiTheme>
  );
}

/** Takes the focus to the first field; to the form itself where none can be changed. */
function focusFirst(drawer: HTMLElement | null): void {
  const first = drawer?.querySelector<HTMLElement>('form input:not([readonly], [hidden]), form textarea');
  (first ?? drawer)?.focus({ preventScroll: true });
}

/** Takes the focus to the first field on opening and gives it back on closing. */
function useFocusInside(drawer: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    focusFirst(drawer.current);
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      // It was a row or a notice that is gone by now.
      else focusScreen();
    };
  }, [drawer]);
}

/** Fields that belong together, under a heading. */
export function FormSection({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <div
      className={`stack ${styles['section']}`}
      {...(title === undefined ? {} : { role: 'group', 'aria-labelledby': id })}
    >
      {title !== undefined && (
        <h3 id={id} className="heading">
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
