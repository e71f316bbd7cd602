import { isDeepStrictEqual } from 'node:util';
import type { BulkResult } from '#shared/api/bulkPlans.ts';

/** A user whose turn it is, locked. */
export interface ChunkUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Null: the user is gone. */
  readonly version: number | null;
  readonly disabledAt: Date | null;
  /** The version that the plan saw, and the one that its run left; null: none. */
  readonly plannedVersion: number;
  readonly resultVersion: number | null;
  readonly gains: readonly string[];
  readonly losses: readonly string[];
  readonly kept: readonly string[];
  /** Fields as they were before the run, and as the run wrote them. */
  readonly beforeImage: Image | null;
  readonly afterImage: Image | null;
}

/** Fields of a user, as JSON. */
export type Image = Readonly<Record<string, unknown>>;

export type PresentUser = ChunkUser & { readonly version: number };

export interface ChunkResult {
  readonly userId: string;
  readonly outcome: BulkResult['outcome'];
  readonly reason?: string;
  readonly version?: number;
  /** What undo will put back, and what it must find to do so. */
  readonly beforeImage?: Image;
  readonly afterImage?: Image;
}

export const isPresent = (user: ChunkUser): user is PresentUser => user.version !== null;

/** Leaves users alone, each with the reason. */
export const leftAlone = (
  users: readonly ChunkUser[],
  outcome: ChunkResult['outcome'],
  reason: string,
): readonly ChunkResult[] => users.map(({ userId }) => ({ userId, outcome, reason }));

/**
 * Whether the fields that a run wrote still hold what it wrote; what else was changed since doesn't matter. Runs of an
 * older version kept no after-image: then the whole row must be as the run left it.
 */
export const stillAsWritten = (user: ChunkUser, now: Image): boolean =>
  user.afterImage === null ? user.version === user.resultVersion : isDeepStrictEqual(now, user.afterImage);
