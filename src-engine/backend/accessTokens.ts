import type { Result } from '#shared/api/errors.ts';

/** Where access tokens come from: main, which owns the refresh token. */
export interface AccessTokens {
  /** `rejected`: the token that the backend just refused, so that a fresh one comes. */
  get(options: { readonly rejected: string | null }): Promise<Result<string>>;
}
