/**
 * What is known of a mail's way: it waits for its turn; the mail server asked to come back later; the server took it; it refused it
 * for good (or the mail ran out while it waited); it took it and gave it back.
 */
export const mailStates = ['queued', 'delayed', 'sent', 'refused', 'bounced'] as const;
export type MailState = (typeof mailStates)[number];

/** Whether the person has not got it and never will. */
export const isLost = (state: string): boolean => state === 'refused' || state === 'bounced';
