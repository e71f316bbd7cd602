import { z } from 'zod';
import { userInput, type UserInput } from '#shared/api/users.ts';
import { entityId } from '#shared/domain/formats.ts';

/** What becomes of the picture: left alone, removed (null), or replaced (base64). */
export type PictureChange = string | null | undefined;

/** What the form holds: what a person may write of a user, and the picture. */
export type UserForm = UserInput & { picture?: PictureChange };

/** The rules of shared, and the picture, which travels by a route of its own. */
export const userFormSchema = userInput.extend({
  /** An empty choice is a missing one, not a malformed id. */
  customerId: z.string().min(1, { error: 'required' }).pipe(entityId),
  picture: z.string().nullable().optional(),
});

/** The same for a new user who must be given a profile. */
export const newUserFormSchema = userFormSchema.extend({
  profileIds: userInput.shape.profileIds.refine((ids) => ids.length > 0, {
    error: 'required',
    params: { reason: 'required' },
  }),
});
