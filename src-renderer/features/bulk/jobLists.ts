import type { Query } from '@tanstack/react-query';

/** Whether a question asked for jobs of a tenant: its answer is old when one begins or ends. */
export const isJobList =
  (tenantKey: string) =>
  ({ queryKey: [command, whose, call] }: Pick<Query, 'queryKey'>): boolean =>
    command === 'backend.call' &&
    whose === tenantKey &&
    (call as { readonly route?: unknown }).route === 'bulkPlans.list';
