import { useTranslation } from 'react-i18next';
import { type Note, noteInput, type NoteInput } from '#shared/api/notes.ts';
import { useTenantRead } from '../../../bridge/queries.ts';
import { useBackendCall } from '../../../bridge/useBackendCall.ts';
import { TextField } from '../../../components/form/fields.tsx';
import { FormDrawer } from '../../../components/form/FormDrawer.tsx';
import { OpenedDrawer } from '../../../components/form/OpenedDrawer.tsx';
import { useFieldLabel } from '../../../components/form/useFieldProps.ts';
import type { Drawer } from '../../../state/consoleStore.ts';

export interface NoteDrawerProps {
  readonly userId: string;
  readonly back: Drawer;
}

/** The form of a new note about a person; it leads back to the person. */
export function NoteDrawer({ userId, back }: NoteDrawerProps) {
  const { t } = useTranslation();
  const label = useFieldLabel('note');
  const create = useBackendCall('notes.create');
  return (
    <OpenedDrawer read={useTenantRead('users.one', { userId })}>
      {({ name }) => (
        <FormDrawer<NoteInput, Note>
          entity="note"
          title={t('users.notes.title', { name })}
          schema={noteInput}
          values={{ text: '' }}
          permission="users.notes"
          back={back}
          save={(body) => create.run({ params: { userId }, body })}
          onSaved={() => t('users.notes.written', { name })}
        >
          <TextField name="text" label={label('text')} required lines={8} hint={t('users.notes.hint')} />
        </FormDrawer>
      )}
    </OpenedDrawer>
  );
}
