import { useTranslation } from 'react-i18next';
import type { BulkEffect } from '#shared/api/bulkPlans.ts';
import styles from './PlanTable.module.css';

/** What somebody gains with +, and loses with −. */
export function Moves({ gains, losses }: Pick<BulkEffect, 'gains' | 'losses'>) {
  const { t } = useTranslation();
  return (
    <>
      {gains.map((name) => (
        <span key={`+${name}`} className={`positive ${styles['move']}`}>
          <span aria-hidden>+ </span>
          <span className="visually-hidden">{t('bulk.effect.gains')} </span>
          <bdi>{name}</bdi>
        </span>
      ))}
      {losses.map((name) => (
        <span key={`-${name}`} className={`negative ${styles['move']}`}>
          <span aria-hidden>− </span>
          <span className="visually-hidden">{t('bulk.effect.loses')} </span>
          <bdi>{name}</bdi>
        </span>
      ))}
    </>
  );
}

/** The profiles of one user: gains with +, losses with −, what stays greyed. */
export function ProfileMoves({ effect: { gains, losses, kept } }: { readonly effect: BulkEffect }) {
  const { t } = useTranslation();
  const unchanged = gains.length === 0 && losses.length === 0;
  return (
    <span className={styles['effects']}>
      <Moves gains={gains} losses={losses} />
      {kept.map((name) => (
        <span key={name} className="muted">
          <span className="visually-hidden">{t('bulk.effect.keeps')} </span>
          <bdi>{name}</bdi>
        </span>
      ))}
      {unchanged && <span className="muted">{t('bulk.result.unchanged')}</span>}
      {!unchanged && gains.length + kept.length === 0 && (
        <span className={`negative ${styles['move']}`}>{t('bulk.effect.withoutProfile')}</span>
      )}
    </span>
  );
}
