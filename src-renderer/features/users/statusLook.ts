import type { UserStatus } from '#shared/domain/userStatus.ts';
import type { Tone } from '../../components/StatusDot.tsx';

/** The dot of each status; the word beside it says the same. */
export const statusLook: Readonly<Record<UserStatus, { readonly tone: Tone; readonly hollow?: boolean }>> = {
  active: { tone: 'positive' },
  invited: { tone: 'caution', hollow: true },
  'invite-expired': { tone: 'caution' },
  locked: { tone: 'negative' },
  'access-expired': { tone: 'negative', hollow: true },
  disabled: { tone: 'muted' },
};
