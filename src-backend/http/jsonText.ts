declare const answer: unique symbol;

/** JSON already written by PostgreSQL, sent as it is: no row objects in JavaScript. `T` says what it holds. */
export interface JsonText<T> {
  readonly json: string;
  readonly [answer]?: T;
}

const marks = new WeakSet<object>();

export function jsonText<T>(json: string): JsonText<T> {
  const text: JsonText<T> = { json };
  marks.add(text);
  return text;
}

export function isJsonText(value: unknown): value is JsonText<unknown> {
  return typeof value === 'object' && value !== null && marks.has(value);
}
