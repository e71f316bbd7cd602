// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { afterEach, expect, it } from 'vitest';
import type { UserRow } from '#shared/desktop/grids.ts';
import type { MailState } from '#shared/domain/mailDelivery.ts';
import { UserStatusCell } from '../../../src-renderer/features/users/UserStatusCell.tsx';
import { createWords } from '../../../src-renderer/words/createWords.ts';
import { loadWords } from '../../../src-renderer/words/loadWords.ts';

const words = createWords();
await loadWords(words, ['users']);
afterEach(cleanup);

function show(state: MailState | null, activatedAt: string | null = null) {
  const at = '2026-01-01T00:00:00.000Z';
  const lastMail = state === null ? null : { state, at, problem: '550 5.1.1 No such mailbox here' };
  const user = { status: 'invited', activatedAt, lastMail } as UserRow;
  render(
    <I18nextProvider i18n={words}>
      <UserStatusCell user={user} />
    </I18nextProvider>,
  );
}

it.each([
  ['refused', 'The mail server refused the mail to them: 550 5.1.1 No such mailbox here'],
  ['bounced', 'The mail to them came back: 550 5.1.1 No such mailbox here'],
] as const)('marks somebody invited whose mail was %s, with the words of the server', (state, text) => {
  show(state);
  expect(screen.getByRole('img', { name: text })).toBeTruthy();
  expect(screen.getByText('Invited')).toBeTruthy();
});

it.each(['queued', 'delayed', 'sent', null] as const)(
  'marks nobody whose mail is on its way: %s',
  (state) => {
    show(state);
    expect(screen.queryByRole('img')).toBeNull();
  },
);

it('marks nobody who is in already', () => {
  show('bounced', '2026-01-02T00:00:00.000Z');
  expect(screen.queryByRole('img')).toBeNull();
});
