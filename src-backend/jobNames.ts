/** Every job and what it is given. Payloads name things by id: rows may have changed when the job runs. */
export interface JobPayloads {
  /** Sends the mails of a tenant that wait in its outbox. */
  'mail.send': { readonly tenantId: string };
  /** Every five minutes: sends what waits although no job is left for it (a long outage, a crash). */
  'mail.sweep': Record<string, never>;
  /** Hourly: takes away what has expired of sign-ins and sessions, which belong to no tenant. */
  'sessions.purge': Record<string, never>;
  'bulk.apply': { readonly tenantId: string; readonly planId: string };
  'bulk.undo': { readonly tenantId: string; readonly planId: string };
  /** Daily: takes away the rows of each tenant that are older than their time. */
  'retention.purge': Record<string, never>;
}
export type JobName = keyof JobPayloads;

/** Runs one job. A throw is retried later with backoff, so a handler must be safe to repeat. */
export type JobHandler<N extends JobName> = (
  payload: JobPayloads[N],
  context: { readonly signal: AbortSignal },
) => Promise<void>;

export type JobHandlers = { readonly [N in JobName]?: JobHandler<N> };

/** Every job, and when those run that run by the clock (cron, UTC). */
export const jobSchedules: Readonly<Record<JobName, string | null>> = {
  'mail.send': null,
  'mail.sweep': '*/5 * * * *',
  'sessions.purge': '47 * * * *',
  'bulk.apply': null,
  'bulk.undo': null,
  'retention.purge': '17 3 * * *',
};
