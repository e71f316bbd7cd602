import { useTranslation } from 'react-i18next';
import type { BulkAction, BulkEffect } from '#shared/api/bulkPlans.ts';
import { refusalWords } from '../../components/errorWords.ts';
import styles from './PlanTable.module.css';

export interface EffectWordsProps {
  readonly effect: BulkEffect;
  readonly kind: BulkAction['kind'];
}

/** What happens to one user: gains with +, losses with −, what stays greyed, or why nothing may be done. */
export function EffectWords({ effect, kind }: EffectWordsProps) {
  const { t } = useTranslation();
  const { gains, losses, kept, refusedBecause } = effect;
  if (refusedBecause !== null)
    return <span className={styles['kept']}>{refusalWords(t, refusedBecause)}</span>;
  if (kind !== 'assign-profiles') return <>{t(`bulk.effect.change.${kind}`)}</>;
  const unchanged = gains.length === 0 && losses.length === 0;
  return (
    <span className={styles['effects']}>
      {gains.map((name) => (
        <span key={`+${name}`} className={styles['gain']}>
          <span aria-hidden>+ </span>
          <span className="visually-hidden">{t('bulk.effect.gains')} </span>
          <bdi>{name}</bdi>
        </span>
      ))}
      {losses.map((name) => (
        <span key={`-${name}`} className={styles['loss']}>
          <span aria-hidden>− </span>
          <span className="visually-hidden">{t('bulk.effect.loses')} </span>
          <bdi>{name}</bdi>
        </span>
      ))}
      {kept.map((name) => (
        <span key={name} className={styles['kept']}>
          <span className="visually-hidden">{t('bulk.effect.keeps')} </span>
          <bdi>{name}</bdi>
        </span>
      ))}
      {unchanged && <span className={styles['kept']}>{t('bulk.effect.unchanged')}</span>}
      {!unchanged && gains.length + kept.length === 0 && (
        <span className={styles['loss']}>{t('bulk.effect.withoutProfile')}</span>
      )}
    </span>
  );
}
