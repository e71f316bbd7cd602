import type { TFunction } from 'i18next';
import type { UserDetails } from '#shared/desktop/grids.ts';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { userStatus } from '#shared/domain/userStatus.ts';
import { exactTime } from '../../../components/RelativeTime.tsx';

/** Why somebody has their status and until when, in words: what passed by its age, what is to come by date and time. */
export function statusReason(t: TFunction, user: UserDetails, now: number, language: string): string {
  const ago = (at: string) => relativeTime(Date.parse(at), now, language);
  const exactly = (at: string) => exactTime(Date.parse(at), language);
  const { disabledAt, lockedUntil, accessExpiresAt, activatedAt, invitationSentAt, invitationExpiresAt } =
    user;
  const status = userStatus(user, now);
  switch (status) {
    case 'disabled':
      return t('users.panel.why.disabled', { since: exactly(disabledAt ?? user.updatedAt) });
    case 'access-expired':
      return t('users.panel.why.access-expired', { since: exactly(accessExpiresAt ?? user.updatedAt) });
    case 'locked':
      return t('users.panel.why.locked', { until: exactly(lockedUntil ?? user.updatedAt) });
    case 'invite-expired':
      return invitationExpiresAt === null
        ? t('users.panel.why.neverInvited')
        : t('users.panel.why.invite-expired', { since: exactly(invitationExpiresAt) });
    case 'invited':
      return t('users.panel.why.invited', {
        sent: ago(invitationSentAt ?? user.createdAt),
        until: exactly(invitationExpiresAt ?? user.createdAt),
      });
    case 'active':
      return accessExpiresAt === null
        ? t('users.panel.why.active', { since: exactly(activatedAt ?? user.createdAt) })
        : t('users.panel.why.activeUntil', { until: exactly(accessExpiresAt) });
  }
}
