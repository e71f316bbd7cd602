import { Copy, UserX, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { isLost } from '#shared/domain/mailDelivery.ts';
import { userStatus } from '#shared/domain/userStatus.ts';
import { errorOf } from '../../../bridge/desktop.ts';
import { useDesktop } from '../../../bridge/DesktopContext.tsx';
import { useTenantRead } from '../../../bridge/queries.ts';
import { Button, IconButton } from '../../../components/Button.tsx';
import { classes } from '../../../components/classes.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorState } from '../../../components/ErrorState.tsx';
import { useCommand } from '../../../components/commands/commands.tsx';
import drawer from '../../../components/form/Form.module.css';
import { useNow } from '../../../components/RelativeTime.tsx';
import { screenTitleId } from '../../../components/ScreenFrame.tsx';
import { StatusDot } from '../../../components/StatusDot.tsx';
import { TenantLine } from '../../../components/TenantLine.tsx';
import { useToast } from '../../../components/toasts/toastStore.ts';
import { useGo, useShowDrawer } from '../../../state/ConsoleContext.tsx';
import { useReasons } from '../../../state/useTenant.ts';
import { recycleBinScreen } from '../bin/screen.ts';
import { lastMailWords } from '../lastMailWords.ts';
import { Picture } from '../Picture.tsx';
import { usersScreen } from '../screen.ts';
import { statusLook } from '../statusLook.ts';
import type { RowMenu } from '../useRowMenu.tsx';
import { focusRow } from './focusRow.ts';
import { PersonActions } from './PersonActions.tsx';
import { panelSections } from './sections.tsx';
import { statusReason } from './statusReason.ts';
import styles from './UserPanel.module.css';

export interface UserPanelProps {
  readonly userId: string;
  /** The section that one comes back to; null: the top. */
  readonly at: string | null;
  /** The customer whose users are shown; null in the all-users grid. */
  readonly customerId: string | null;
  /** What may be done to somebody, the same as in the menu of a row. */
  readonly actions: RowMenu['actions'];
}

/** Somebody to read: who, in what state and why, what can be done, then all that is known. The form is its second face. */
export function UserPanel({ userId, at, customerId, actions }: UserPanelProps) {
  const { t } = useTranslation();
  const showDrawer = useShowDrawer();
  const panel = useRef<HTMLElement>(null);
  // While the next person is on their way the panel stays, all of it, with the one before.
  const { data: user, error, refetch } = useTenantRead('users.one', { userId }, { keepPrevious: true });
  const gone = error !== null && errorOf(error).code === 'NOT_FOUND';
  const name = user?.name ?? '';
  const go = useGo();
  const cannotRestore = useReasons().ofPermission(recycleBinScreen.permission);
  const close = () => {
    if (panel.current?.contains(document.activeElement) === true) focusRow(userId);
    showDrawer(null);
  };
  useCommand({ name: 'step-back', run: close });
  useEffect(() => {
    // The form that stood here is gone, and what opened it; or one came here from elsewhere, and only the screen has the focus.
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.id === screenTitleId)
      panel.current?.focus({ preventScroll: true });
  }, []);

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      data-drawer
      data-snapshot="none"
      aria-label={t('users.panel.label', { name })}
      className={classes(drawer['drawer'], styles['panel'])}
    >
      <header className={drawer['head']}>
        <div className={drawer['titles']}>
          <h2 className="title cut">
            <bdi>{name}</bdi>
          </h2>
          <TenantLine />
        </div>
        <div className={`line ${drawer['links']}`}>
          <IconButton label={t('action.close')} icon={<X aria-hidden />} onClick={close} />
        </div>
      </header>
      {gone && (
        <EmptyState
          icon={<UserX aria-hidden />}
          title={t('users.panel.gone')}
          text={t('users.panel.goneText')}
          {...(cannotRestore === null
            ? {
                action: <Button onClick={() => go(recycleBinScreen.at())}>{t('screen.recycleBin')}</Button>,
              }
            : {})}
        />
      )}
      {error !== null && !gone && user === undefined && (
        <ErrorState error={errorOf(error)} onRetry={() => void refetch()} />
      )}
      {user !== undefined && !gone && (
        <>
          <Head user={user} customerId={customerId} />
          <PersonActions user={user} actions={actions} />
          <Sections user={user} at={at} />
        </>
      )}
    </aside>
  );
}

function Head({ user, customerId }: { readonly user: UserDetails; readonly customerId: string | null }) {
  const { t, i18n } = useTranslation();
  const desktop = useDesktop();
  const toast = useToast();
  const go = useGo();
  const now = useNow(20_000);
  const { email, customerTitle, lastMail } = user;
  const status = userStatus(user, now);
  const label = t(`users.status.${status}`);
  const copy = async () => {
    const copied = await desktop.call('window.copyText', { text: email });
    if (copied.ok) toast({ tone: 'positive', text: t('users.panel.copied') });
  };
  return (
    <div className={styles['who']}>
      <Picture user={user} large />
      <div className={styles['contact']}>
        <div className={`line ${styles['email']}`}>
          <bdi className="cut">{email}</bdi>
          <IconButton
            small
            label={t('users.panel.copyEmail')}
            icon={<Copy aria-hidden />}
            onClick={() => void copy()}
          />
        </div>
        {customerId === user.customerId ? (
          <bdi className="note cut">{customerTitle}</bdi>
        ) : (
          <Button
            look="link"
            className={`cut ${styles['customer']}`}
            onClick={() => go(usersScreen.at({ customerId: user.customerId }))}
          >
            <bdi>{customerTitle}</bdi>
          </Button>
        )}
        <p
          className={styles['status']}
          role="status"
          aria-label={t('users.panel.shown', { name: user.name })}
        >
          <StatusDot {...statusLook[status]} label={label} />
          <span className="muted">{statusReason(t, user, now, i18n.language)}</span>
          {lastMail !== null && user.activatedAt === null && (
            <span className={isLost(lastMail.state) ? 'negative' : 'muted'}>
              {lastMailWords(t, lastMail)}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}

function Sections({ user, at }: { readonly user: UserDetails; readonly at: string | null }) {
  const { t } = useTranslation();
  const reasons = useReasons();
  useEffect(() => {
    if (at !== null) document.getElementById(`panel-${at}`)?.scrollIntoView({ block: 'start' });
  }, [at]);
  return (
    <div className={`fill ${drawer['fields']}`}>
      {panelSections
        .filter(({ permission }) => permission === null || reasons.ofPermission(permission) === null)
        .map(({ name, Component }) => (
          <section
            key={name}
            className={`stack ${drawer['section']} ${styles['section']}`}
            aria-labelledby={`panel-${name}`}
          >
            <h3 id={`panel-${name}`} className="heading">
              {t(`users.panel.section.${name}`)}
            </h3>
            <Component user={user} />
          </section>
        ))}
    </div>
  );
}
