import { useTranslation } from 'react-i18next';
import { errorOf } from '../../bridge/desktop.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { EmptyState, NothingFound } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { Marked } from '../../components/Marked.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { processSections } from './processSections.ts';
import styles from './Products.module.css';

const noFilter = { initial: { search: '' } };

/** What the provider licensed to this tenant: products and their processes by section (P1). Read only. */
export function ProductsScreen() {
  const { t } = useTranslation();
  const answer = useTenantRead('profiles.all', {});
  const filter = useGridFilter('products', noFilter);

  const body = () => {
    if (answer.data === undefined)
      return answer.error === null ? (
        <EmptyState title={t('grid.loading')} />
      ) : (
        <ErrorState error={errorOf(answer.error)} onRetry={() => void answer.refetch()} />
      );
    const { products } = answer.data;
    if (products.length === 0)
      return <EmptyState title={t('profiles.products.empty')} text={t('profiles.products.emptyText')} />;
    const groups = processSections(products, filter.value.search);
    if (groups.length === 0)
      return (
        <NothingFound
          filter={filter}
          title={t('profiles.products.noMatch')}
          text={t('profiles.noMatchText')}
        />
      );
    return (
      <>
        <p className="note">{t('profiles.products.lead')}</p>
        {groups.map(({ product, sections }) => (
          <section key={product.id} className="box" aria-label={product.name}>
            <header className={`line ${styles['head']}`}>
              <h2 className={styles['name']}>
                <bdi>{product.name}</bdi>
              </h2>
              <span className="code">{product.code}</span>
              <bdi className={`note cut ${styles['description']}`}>{product.description}</bdi>
              <span className={`note numbers ${styles['count']}`}>
                {t('profiles.products.count', { count: product.processes.length })}
              </span>
            </header>
            <div className={styles['sections']}>
              {sections.map(({ name, processes }) => (
                <div key={name}>
                  <h3 className={`heading ${styles['sectionName']}`}>
                    <bdi>{name}</bdi>
                  </h3>
                  <ul>
                    {processes.map((process) => (
                      <li key={process.id} className={styles['process']}>
                        <bdi>
                          <Marked search={filter.value.search}>{process.name}</Marked>
                        </bdi>
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </div>
          </section>
        ))}
      </>
    );
  };
  return (
    <ScreenFrame title={t('screen.products')}>
      <FilterBar filter={filter} searchLabel={t('profiles.products.search')} />
      {/* It scrolls and holds nothing to press: the keyboard needs a way in. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={`fill ${styles['body']}`} role="region" aria-label={t('screen.products')} tabIndex={0}>
        {body()}
      </div>
    </ScreenFrame>
  );
}
