/** Every job and what it is given. Payloads name things by id: rows may have changed when the job runs. */
export interface JobPayloads {
  /** Sends the mails of a tenant that wait in its outbox. */
  'mail.send': { readonly tenantId: string };
  'bulk.apply': { readonly tenantId: string; readonly planId: string };
  'bulk.undo': { readonly tenantId: string; readonly planId: string };
  /** Daily: takes away what is older than its time. */
  'retention.purge': Record<string, never>;
}
export type JobName = keyof JobPayloads;

export const jobNames = [
  'mail.send',
  'bulk.apply',
  'bulk.undo',
  'retention.purge',
] as const satisfies readonly JobName[];

/** Runs one job. A throw is retried later with backoff, so a handler must be safe to repeat. */
export type JobHandler<N extends JobName> = (
  payload: JobPayloads[N],
  context: { readonly signal: AbortSignal },
) => Promise<void>;

export type JobHandlers = { readonly [N in JobName]?: JobHandler<N> };

/** Jobs that run by the clock (cron, UTC). */
export const jobSchedules: Readonly<Partial<Record<JobName, string>>> = { 'retention.purge': '17 3 * * *' };
