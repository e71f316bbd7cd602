import { z } from 'zod';
import { userInput } from '#shared/api/users.ts';
import { entityId } from '#shared/domain/formats.ts';
import type { UserFormValues } from './userForm.ts';

/** What becomes of the picture: left alone, removed (null), or replaced (base64). */
export type PictureChange = string | null | undefined;

export type UserForm = UserFormValues & { picture?: PictureChange };

/** The rules of shared, and the picture, which travels by a route of its own. */
export const userFormSchema = userInput.extend({
  /** An empty choice is a missing one, not a malformed id. */
  customerId: z.string().min(1, { error: 'required' }).pipe(entityId),
  picture: z.string().nullable().optional(),
});

/** The part of the form that `users.create` and `users.update` take. */
export function withoutPicture(form: UserForm): UserFormValues {
  const values = { ...form };
  delete values.picture;
  return values;
}
