import { useTenantRead } from '../../bridge/queries.ts';

/** A field's value as people read it: names for ids, numbers of phones. */
export function useUserValueWords(): (value: unknown) => string {
  const profiles = useTenantRead('profiles.all', {}).data?.profiles;
  const roles = useTenantRead('roles.all', {}).data?.roles;
  const names = new Map([...(profiles ?? []), ...(roles ?? [])].map(({ id, name }) => [id, name]));
  const one = (value: unknown): string => {
    if (typeof value === 'object' && value !== null && 'number' in value) return String(value.number);
    return typeof value === 'string' ? (names.get(value) ?? value) : '';
  };
  return (value) => (Array.isArray(value) ? value.map((part) => one(part)).join(', ') : one(value));
}
