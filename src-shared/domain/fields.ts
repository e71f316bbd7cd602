import { z } from 'zod';
import { entityId } from './formats.ts';
import type { Permission } from './permissions.ts';
import { optionalText, requiredText } from './text.ts';

/** A field of an entity that people write. Whatever must know of it derives from this one value. */
export interface Field {
  /** What people may write. */
  readonly input: z.ZodType;
  /** What is read. It says nothing of lengths and forms: those may have been others when it was written. */
  readonly answer: z.ZodType;
  /** Its value where none was given. Absent: it must be given at creation. */
  readonly fallback?: unknown;
  /** The order of a set means nothing. */
  readonly kind: 'scalar' | 'set' | 'list';
  /** How it is kept: in a column named like it (`id` names another entity), or in a table of its own. */
  readonly stored: 'text' | 'json' | 'id' | 'apart';
  /** A second column, `…_key`, has the text's `textKey`: unique in the tenant. */
  readonly key?: 'unique';
  /** Searched: as part of the entity's name, as a text, as a code (with or without what is between its parts), as phones. */
  readonly search?: 'name' | 'text' | 'code' | 'phones';
  /** Needed to write it, beyond what the route needs. */
  readonly permission?: Permission;
  /** Editing can't change it. */
  readonly createOnly?: true;
  /** Its changes are an audit event of their own. */
  readonly auditedApart?: true;
  /** One entry of a list, as the audit log shows it. */
  readonly words?: (entry: never) => string;
}

/** The fields of an entity, in the order of its form. */
export type Fields = Readonly<Record<string, Field>>;

/** One line of text. */
export const line = { kind: 'scalar', stored: 'text', answer: z.string() } as const satisfies Partial<Field>;
/** Ids of other entities. */
export const ids = {
  kind: 'set',
  stored: 'apart',
  answer: z.array(entityId),
} as const satisfies Partial<Field>;

/** Text that must say something, of at most `max` code points. */
export const neededText = (max: number) => ({ ...line, input: requiredText(max) });
/** Text that may be empty, of at most `max` code points. */
export const plainText = (max: number) => ({ ...line, input: optionalText(max), fallback: '' });

type Optional<F extends Field> = F extends { readonly fallback: unknown } ? true : false;
type Changeable<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly createOnly: true } ? never : K;
}[keyof F];

type Defaulted<F extends Field, S extends 'input' | 'answer'> =
  Optional<F> extends true ? z.ZodDefault<F[S]> : F[S];
type Shape<F extends Fields, S extends 'input' | 'answer'> = { [K in keyof F]: Defaulted<F[K], S> };
type ChangeShape<F extends Fields> = { [K in Changeable<F>]: z.ZodOptional<F[K]['input']> };

/** The values of all fields, as they are written. */
export type FieldValues<F extends Fields> = { -readonly [K in keyof F]: z.output<F[K]['input']> };
/** The fields that editing can change. */
export type ChangeableField<F extends Fields> = Changeable<F> & string;

function shapeOf<F extends Fields, S extends 'input' | 'answer'>(fields: F, schema: S): Shape<F, S> {
  const entries = Object.entries(fields).map(([name, field]) => [
    name,
    'fallback' in field ? field[schema].default(field.fallback as never) : field[schema],
  ]);
  return Object.fromEntries(entries) as Shape<F, S>;
}

/** What people may write at creation: fields with a fallback may be left out. */
export const inputOf = <F extends Fields>(fields: F) => z.strictObject(shapeOf(fields, 'input'));

/** What people may change later: any of the fields that can be. */
export function changesOf<F extends Fields>(fields: F) {
  const entries = changeable(fields).map((name) => [name, fields[name]?.input.optional()]);
  return z.strictObject(Object.fromEntries(entries) as ChangeShape<F>);
}

/** The shape of what is read. An entity that was written before a field existed has the field's fallback. */
export const answersOf = <F extends Fields>(fields: F): Shape<F, 'answer'> => shapeOf(fields, 'answer');

/** The fields that editing can change, in their order. */
export function changeable<F extends Fields>(fields: F): readonly ChangeableField<F>[] {
  return namesOf(fields).filter((name): name is ChangeableField<F> => fields[name]?.createOnly !== true);
}

export const namesOf = <F extends Fields>(fields: F): readonly (keyof F & string)[] => Object.keys(fields);

/** What a form of a new entity begins with: fallbacks, and nothing where something must be said. */
export function emptyValues<F extends Fields>(fields: F): FieldValues<F> {
  const empty = (field: Field): unknown => {
    if (field.kind !== 'scalar') return [];
    return 'fallback' in field ? field.fallback : '';
  };
  const entries = Object.entries(fields).map(([name, field]) => [name, empty(field)]);
  return Object.fromEntries(entries) as FieldValues<F>;
}

/** The values of the fields, without what else an entity has. */
export function valuesOf<F extends Fields>(fields: F, entity: FieldValues<F>): FieldValues<F> {
  return Object.fromEntries(namesOf(fields).map((name) => [name, entity[name]])) as FieldValues<F>;
}

/** An entity with these changes: of a set each once, and what is undefined was not given. */
export function edited<F extends Fields, E extends FieldValues<F>>(
  fields: F,
  entity: E,
  changes: { readonly [K in keyof F]?: FieldValues<F>[K] | undefined },
): E {
  const given = namesOf(fields).flatMap((name) => {
    const value: unknown = changes[name];
    if (value === undefined) return [];
    return [[name, fields[name]?.kind === 'set' ? [...new Set(value as readonly string[])] : value]];
  });
  return { ...entity, ...(Object.fromEntries(given) as Partial<E>) };
}

/** The column that a field is kept in: `jobTitle` in `job_title`. */
export const columnOf = (name: string): string =>
  name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);

/** The column of a field's key. */
export const keyColumnOf = (name: string): string => `${columnOf(name)}_key`;

/** Whether two values of a field mean different things. */
export function differ({ kind }: Field, one: unknown, other: unknown): boolean {
  const comparable = (value: unknown) =>
    JSON.stringify(kind === 'set' ? [...new Set(value as readonly string[])].toSorted() : value);
  return comparable(one) !== comparable(other);
}

/** The fields in which two states differ, in their order. */
export function changedFields<F extends Fields>(
  fields: F,
  before: Partial<FieldValues<F>>,
  after: Partial<FieldValues<F>>,
): readonly (keyof F & string)[] {
  return namesOf(fields).filter((name) => differ(fields[name]!, before[name], after[name]));
}
