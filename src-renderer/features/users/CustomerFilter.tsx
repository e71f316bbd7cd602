import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenantRead } from '../../bridge/queries.ts';
import { FilterButton } from '../../components/FilterBar.tsx';
import { lazyPart } from '../../words/lazyPart.tsx';

const CustomerMenu = lazyPart([], async () => (await import('./CustomerMenu.tsx')).CustomerMenu);

export interface CustomerFilterProps {
  readonly customerId: string | null;
  readonly onChange: (customerId: string | null) => void;
}

/** One customer of any number: a dropdown that searches. */
export function CustomerFilter({ customerId, onChange }: CustomerFilterProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { data } = useTenantRead(
    'customers.one',
    { customerId: customerId ?? '' },
    { enabled: customerId !== null },
  );
  const title = customerId === null ? null : (data?.title ?? t('users.filter.customer'));
  return (
    <>
      <FilterButton
        chosen={title !== null}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={title === null ? t('users.filter.customer') : `${t('users.filter.customer')}: ${title}`}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <bdi className="cut">{title ?? t('users.filter.customer')}</bdi>
        <ChevronDown aria-hidden />
      </FilterButton>
      {anchor !== null && (
        <CustomerMenu
          anchor={anchor}
          chosen={customerId}
          onChoose={(id) => {
            setAnchor(null);
            onChange(id);
          }}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
