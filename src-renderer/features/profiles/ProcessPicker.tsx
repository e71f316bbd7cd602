import { useState } from 'react';
import { useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ProfileInput, Process } from '#shared/api/profiles.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { classes } from '../../components/classes.ts';
import { useReadOnly } from '../../components/form/formFrame.ts';
import { Marked } from '../../components/Marked.tsx';
import { useFieldProblem } from '../../components/form/useFieldProblem.ts';
import styles from './ProcessPicker.module.css';
import { processSections } from './processSections.ts';

/** Which processes a profile opens: by product and section, searched, counted. */
export function ProcessPicker() {
  const { t } = useTranslation();
  const products = useTenantRead('profiles.all', {}).data?.products ?? [];
  const { field } = useController<ProfileInput, 'processIds'>({ name: 'processIds' });
  const problem = useFieldProblem('processIds');
  const readOnly = useReadOnly();
  const [search, setSearch] = useState('');
  const chosen = new Set(field.value);
  const total = products.reduce((sum, { processes }) => sum + processes.length, 0);
  const groups = processSections(products, search);

  const set = (processes: readonly Process[], on: boolean) => {
    const next = new Set(chosen);
    for (const { id } of processes) {
      if (on) next.add(id);
      else next.delete(id);
    }
    field.onChange([...next]);
  };
  return (
    <div className="stack">
      <div className={`line ${styles['head']}`}>
        <input
          type="search"
          className={`control ${styles['search']}`}
          aria-label={t('profiles.form.pickerSearch')}
          placeholder={t('profiles.form.pickerSearch')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <span className={`note numbers ${styles['count']}`} role="status">
          {t('profiles.form.chosen', { chosen: chosen.size, total })}
        </span>
      </div>
      {problem !== null && (
        <p className="hint negative" role="alert">
          {problem}
        </p>
      )}
      {groups.length === 0 && <p className={`note ${styles['none']}`}>{t('profiles.form.noProcess')}</p>}
      {groups.map(({ product, sections }) => (
        <div key={product.id} className={`box ${styles['product']}`} role="group" aria-label={product.name}>
          <p className={styles['productName']}>
            <bdi>{product.name}</bdi>
          </p>
          {sections.map(({ name, processes }) => {
            const here = processes.filter(({ id }) => chosen.has(id)).length;
            return (
              <div key={name} className={styles['section']}>
                <label className={classes('line muted', styles['line'], styles['sectionName'])}>
                  <input
                    type="checkbox"
                    ref={(box) => {
                      if (box !== null) box.indeterminate = here > 0 && here < processes.length;
                    }}
                    aria-label={t('profiles.form.allOf', { section: name })}
                    checked={here === processes.length}
                    disabled={readOnly}
                    onChange={({ currentTarget }) => set(processes, currentTarget.checked)}
                  />
                  <bdi>{name}</bdi>
                </label>
                {processes.map((process) => (
                  <label key={process.id} className={classes('line', styles['line'], styles['process'])}>
                    <input
                      type="checkbox"
                      aria-label={process.name}
                      checked={chosen.has(process.id)}
                      disabled={readOnly}
                      onChange={({ currentTarget }) => set([process], currentTarget.checked)}
                    />
                    <bdi>
                      <Marked search={search}>{process.name}</Marked>
                    </bdi>
                  </label>
                ))}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
