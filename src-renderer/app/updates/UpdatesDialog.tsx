import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '#shared/api/errors.ts';
import { type UpdateState, updateChannels } from '#shared/desktop/updates.ts';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { TenantContext } from '../../bridge/TenantContext.tsx';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import { problemLine } from '../../components/errorWords.ts';
import { Notice } from '../../components/Notice.tsx';
import { useLocalNow } from '../../components/RelativeTime.tsx';
import { Segments } from '../../components/Segments.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import styles from './Updates.module.css';
import { useUpdates } from './useUpdates.ts';

/** Which version runs, what is newer, and when that is installed. Of the window as a whole, whoever is signed in. */
export function UpdatesDialog() {
  const { t } = useTranslation();
  const openUpdates = useConsole((state) => state.openUpdates);
  const updates = useUpdates();
  const close = () => openUpdates(false);
  return (
    <TenantContext value={null}>
      <DialogFrame title={t('updates.title')} width={520} onClose={close} buttons={null}>
        {updates !== undefined && <Body updates={updates} onClose={close} />}
      </DialogFrame>
    </TenantContext>
  );
}

interface BodyProps {
  readonly updates: UpdateState;
  readonly onClose: () => void;
}

function Body({ updates, onClose }: BodyProps) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const askToLeave = useConsole((state) => state.askToLeave);
  const [refused, setRefused] = useState<ApiError | null>(null);
  const { version, byHand, step, problem } = updates;
  const why = refused ?? problem;
  const busy = step.name === 'checking' || step.name === 'downloading';
  const install = async () => {
    const result = await desktop.call('updates.install');
    if (!result.ok && result.error.details?.['reason'] === 'update-busy-unsaved') {
      onClose();
      return askToLeave({ exit: 'update' });
    }
    setRefused(result.ok ? null : result.error);
  };
  return (
    <>
      <div className={`stack ${styles['body']}`}>
        <p>{t('updates.version', { version })}</p>
        {byHand === null ? (
          <Standing updates={updates} />
        ) : (
          <p className="note">{t(`updates.byHand.${byHand}`)}</p>
        )}
        {why !== null && (
          <Notice tone="caution" role="alert">
            {problemLine(t, why)}
          </Notice>
        )}
        {byHand === null && <Choice updates={updates} />}
      </div>
      <div className={`line ${styles['buttons']}`}>
        <Button autoFocus onClick={onClose}>
          {t('action.close')}
        </Button>
        {byHand === null && step.name !== 'downloading' && (
          <Button
            look={step.name === 'none' || step.name === 'checking' ? 'primary' : 'plain'}
            busy={busy}
            onClick={() => void desktop.call('updates.check')}
          >
            {t('updates.check')}
          </Button>
        )}
        {(step.name === 'found' || step.name === 'downloading') && (
          <Button look="primary" busy={busy} onClick={() => void desktop.call('updates.download')}>
            {t('updates.download')}
          </Button>
        )}
        {step.name === 'ready' && (
          <Button look="primary" onClick={() => void install()}>
            {t('updates.install')}
          </Button>
        )}
      </div>
    </>
  );
}

/** What is known of a newer version. */
function Standing({ updates: { step, checkedAt, problem, automatic } }: { readonly updates: UpdateState }) {
  const { t, i18n } = useTranslation();
  const now = useLocalNow(20_000);
  if (step.name === 'checking') return <p role="status">{t('updates.checking')}</p>;
  if (step.name === 'none') {
    // What was heard before says nothing of now.
    if (problem !== null) return null;
    if (checkedAt === null) return <p className="note">{t('updates.neverChecked')}</p>;
    const age = relativeTime(Date.parse(checkedAt), now, i18n.language);
    return (
      <p role="status">
        {t('updates.none')} <span className="muted">{t('updates.checkedAt', { age })}</span>
      </p>
    );
  }
  const { offer } = step;
  const percent = step.name === 'downloading' ? step.percent : 0;
  const words = t(`updates.${step.name}`, { version: offer.version, percent });
  return (
    <>
      <p role="status">
        {words} {step.name === 'ready' && automatic && t('updates.atQuit')}
      </p>
      {step.name === 'downloading' && (
        <progress className={styles['meter']} aria-label={words} value={percent} max={100} />
      )}
      {step.name === 'found' && offer.bytes !== null && (
        <p className="note">{t('updates.size', { size: megabytes(offer.bytes, i18n.language) })}</p>
      )}
      {offer.notes !== '' && (
        <section className={`box ${styles['notes']}`} aria-label={t('updates.whatsNew')}>
          <h3 className="heading">{t('updates.whatsNew')}</h3>
          {/* Plain text: what a server sends is never markup here. */}
          <p className={styles['text']}>{offer.notes}</p>
        </section>
      )}
    </>
  );
}

/** Which versions are wanted, and whether they come by themselves. */
function Choice({ updates: { channel, automatic } }: { readonly updates: UpdateState }) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const choose = (change: Partial<Pick<UpdateState, 'channel' | 'automatic'>>) =>
    void desktop.call('updates.choose', change);
  return (
    <>
      <fieldset className="field">
        <legend className="label">{t('updates.channel')}</legend>
        <Segments
          options={updateChannels}
          wordOf={(option) => t(`updates.channels.${option}`)}
          value={channel}
          onChange={(option) => choose({ channel: option })}
        />
        <p className="hint">{t('updates.channelHint')}</p>
      </fieldset>
      <label className="line">
        <input
          type="checkbox"
          checked={automatic}
          onChange={({ target }) => choose({ automatic: target.checked })}
        />
        {t('updates.automatic')}
      </label>
    </>
  );
}

function megabytes(bytes: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: bytes < 10e6 ? 1 : 0,
  }).format(bytes / 1e6);
}
