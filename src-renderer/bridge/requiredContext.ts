import { type Context, createContext, use } from 'react';

/** A context that must be given above every component that takes it, and the hook that takes it. */
export function requiredContext<T extends object>(
  name: string,
): readonly [context: Context<T | null>, take: () => T] {
  const context = createContext<T | null>(null);
  const take = (): T => {
    const value = use(context);
    if (value === null) throw new Error(`${name} is missing above this component.`);
    return value;
  };
  return [context, take];
}
