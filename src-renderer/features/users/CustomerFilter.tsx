import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../bridge/queries.ts';
import { FilterButton } from '../../components/FilterBar.tsx';
import { lazyPart } from '../../words/lazyPart.tsx';

const CustomerMenu = lazyPart([], async () => (await import('./CustomerMenu.tsx')).CustomerMenu);

export interface CustomerFilterProps {
  readonly tenantKey: string;
  readonly customerId: string | null;
  readonly onChange: (customerId: string | null) => void;
}

/** One customer of any number: a dropdown that searches. */
export function CustomerFilter({ tenantKey, customerId, onChange }: CustomerFilterProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { data } = useRead(
    'customers.one',
    { tenantKey, customerId: customerId ?? '' },
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
          tenantKey={tenantKey}
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
