import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note } from '#shared/api/notes.ts';
import { errorOf } from '../../../bridge/desktop.ts';
import { useBackendCall } from '../../../bridge/useBackendCall.ts';
import { useBackendRead } from '../../../bridge/useBackendRead.ts';
import { Button, IconButton } from '../../../components/Button.tsx';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { errorLine, problemLine } from '../../../components/errorWords.ts';
import { RelativeTime } from '../../../components/RelativeTime.tsx';
import { useToast } from '../../../components/toasts/toastStore.ts';
import { useShowDrawer } from '../../../state/ConsoleContext.tsx';
import { useAccountInView } from '../../../state/useAccounts.ts';
import { useReasons } from '../../../state/useTenant.ts';
import type { SectionProps } from './sections.tsx';
import styles from './UserPanel.module.css';
import { useSettled } from './useSettled.ts';

/** What colleagues wrote down about the person, the newest first, and the way to write more. */
export function Notes({ user }: SectionProps) {
  const { t } = useTranslation();
  const { id } = user;
  const { offline } = useReasons();
  const showDrawer = useShowDrawer();
  return (
    <>
      <Page key={id} user={user} query={{}} />
      <Button
        look="link"
        icon={<Plus aria-hidden />}
        className={styles['all']}
        reason={offline}
        onClick={() => showDrawer({ of: 'users', id, face: 'note' })}
      >
        {t('users.notes.add')}
      </Button>
    </>
  );
}

interface PageProps extends SectionProps {
  /** Where it begins; nothing: with the newest. */
  readonly query: { readonly cursor?: string };
}

/** Some notes, and below them the older ones where somebody wants to see them. */
function Page({ user, query }: PageProps) {
  const { t } = useTranslation();
  const { offline } = useReasons();
  const [older, setOlder] = useState(false);
  const enabled = useSettled() && offline === null;
  const { data, error, refetch } = useBackendRead(
    { route: 'notes.list', params: { userId: user.id }, query },
    { enabled },
  );
  if (data === undefined)
    return <Waiting problem={offline === null && error !== null ? problemLine(t, errorOf(error)) : null} />;
  const { items, nextCursor } = data;
  return (
    <>
      <List notes={items} name={user.name} onDeleted={() => void refetch()} />
      {nextCursor !== null &&
        (older ? (
          <Page user={user} query={{ cursor: nextCursor }} />
        ) : (
          <Button look="link" className={styles['all']} reason={offline} onClick={() => setOlder(true)}>
            {t('users.notes.older')}
          </Button>
        ))}
    </>
  );
}

function Waiting({ problem }: { readonly problem: string | null }) {
  const { t } = useTranslation();
  const { offline } = useReasons();
  const words = offline === null ? t('users.notes.loading') : t('users.notes.offline');
  return <p className="note">{problem ?? words}</p>;
}

interface ListProps {
  readonly notes: readonly Note[];
  readonly name: string;
  readonly onDeleted: () => void;
}

function List({ notes, name, onDeleted }: ListProps) {
  const { t } = useTranslation();
  if (notes.length === 0) return <p className="note">{t('users.notes.none')}</p>;
  return (
    <ul className={`stack ${styles['events']}`}>
      {notes.map((note) => (
        <Written key={note.id} note={note} name={name} onDeleted={onDeleted} />
      ))}
    </ul>
  );
}

function Written({ note, name, onDeleted }: Omit<ListProps, 'notes'> & { readonly note: Note }) {
  const { t } = useTranslation();
  const toast = useToast();
  const reasons = useReasons();
  const profile = useAccountInView()?.profile;
  const remove = useBackendCall('notes.delete');
  const [asked, setAsked] = useState(false);
  const { author } = note;
  const own = author.tenantId === profile?.tenantId && author.userId === profile.userId;
  const mayDelete = own || reasons.ofPermission('users.delete') === null;
  const confirm = async () => {
    const result = await remove.run({ params: { userId: note.userId, noteId: note.id } });
    setAsked(false);
    if (!result.ok) toast({ tone: 'negative', text: errorLine(t, result.error) });
    if (result.ok || result.error.code === 'NOT_FOUND') onDeleted();
  };
  return (
    <li className={styles['event']}>
      <bdi className={styles['text']}>{note.text}</bdi>
      <span className={`line muted ${styles['author']}`}>
        <span>
          <bdi>{author.name}</bdi> · <RelativeTime at={note.createdAt} />
        </span>
        {mayDelete && (
          <IconButton
            small
            label={t('users.notes.delete', { author: author.name })}
            icon={<Trash2 aria-hidden />}
            onClick={() => setAsked(true)}
          />
        )}
      </span>
      {asked && (
        <ConfirmDialog
          title={t('users.notes.deleteTitle', { name })}
          text={t('users.notes.deleteText')}
          confirmLabel={t('users.notes.deleteConfirm')}
          danger
          busy={remove.pending}
          onConfirm={() => void confirm()}
          onCancel={() => setAsked(false)}
        />
      )}
    </li>
  );
}
