import type { Work } from '../../database/unitOfWork.ts';

/** Who gets an activation link. */
export interface ActivationRecipient {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** What users need of the activation feature. */
export interface ActivationIssuer {
  /** Makes a fresh link, kills the older, and mails it with this unit of work. Refuses RATE_LIMITED. */
  readonly issue: (work: Work, user: ActivationRecipient) => Promise<unknown>;
}
