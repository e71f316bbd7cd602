import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantRead } from '../../bridge/queries.ts';
import type { Option } from '../../components/form/optionList.tsx';

/** The profiles of a tenant to choose from: System ones by product first, then Custom ones. Undefined until they are known. */
export function useProfileOptions(): readonly Option[] | undefined {
  const { t } = useTranslation();
  const answer = useTenantRead('profiles.all', {}).data;
  return useMemo(() => {
    const products = new Map(answer?.products.map(({ id, name }) => [id, name]));
    const kinds = ['system', 'custom'];
    return answer?.profiles
      .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name))
      .map(({ id, name, kind, productId }) => ({
        value: id,
        label: name,
        group: t(`profiles.kind.${kind}`, { defaultValue: kind }),
        ...(productId === null ? {} : { detail: products.get(productId) ?? '' }),
      }));
  }, [answer, t]);
}
