import { z } from 'zod';
import type { KeptDraft } from '#shared/desktop/drafts.ts';

type Values = Readonly<Record<string, unknown>>;

const draftContent = z.object({
  values: z.record(z.string(), z.unknown()),
  base: z.looseObject({ version: z.int() }).nullable(),
});
/** What was typed, and the fields and the version on which it was; null for something new. */
export type DraftContent = z.infer<typeof draftContent>;

/** Another version may have written it, which has other fields, or others of the same name: they are left out. */
export function readContent({ content }: KeptDraft, form: z.ZodObject, before: Values): DraftContent {
  const { success, data } = draftContent.safeParse(json(content));
  if (!success) return { values: {}, base: null };
  const { values, base } = data;
  return {
    values: fitting(form, before, values),
    base: base && { ...fitting(form, before, base), version: base.version },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const fitting = (form: z.ZodObject, before: Values, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => fits(form.shape[name], before[name], value)),
  );

/** Whether a field can show it; whether it may be saved is asked when it is. */
function fits(field: z.core.$ZodType | undefined, before: unknown, value: unknown): boolean {
  if (field === undefined) return false;
  const { success, error } = z.safeParse(field, value);
  return (
    success || (typeof value === typeof before && error.issues.every(({ code }) => code !== 'invalid_type'))
  );
}
