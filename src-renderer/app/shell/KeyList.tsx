import { useTranslation } from 'react-i18next';
import { windowCommandNames, windowCommands } from '#shared/desktop/windowCommands.ts';
import { Button } from '../../components/Button.tsx';
import { capsOf, keysHere } from '../../components/commands/keyCaps.ts';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import styles from './KeyList.module.css';

/** Keys that grids and forms hear themselves, as the platform has them; those of commands follow. */
const sections = [
  ['everywhere', []],
  [
    'grid',
    [
      ['move', '↑', '↓'],
      ['tick', 'Space'],
      ['extend', 'Shift+↑', 'Shift+↓', 'Shift+Space'],
      ['menu', 'Shift+F10'],
      ['open', 'Enter'],
    ],
  ],
  [
    'form',
    [
      ['save', 'Enter'],
      ['leave', 'Esc'],
    ],
  ],
] as const;

/** All keys of the console, by `?` and from the menu. */
export function KeyList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame
      title={t('keys.title')}
      width={560}
      onClose={onClose}
      buttons={
        <Button autoFocus onClick={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <div className={styles['sections']}>
        {sections.map(([section, entries]) => (
          <section key={section}>
            <h3 className={`heading ${styles['heading']}`}>{t(`keys.${section}.title`)}</h3>
            <dl className={styles['entries']}>
              {entries.map(([what, ...ways]) => (
                <Entry key={what} label={t(`keys.${section}.${what}` as 'keys.grid.open')} ways={ways} />
              ))}
              {windowCommandNames
                .filter((name) => windowCommands[name].section === section && keysHere(name).length > 0)
                .map((name) => (
                  <Entry key={name} label={t(`command.${name}`)} ways={keysHere(name)} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}

function Entry({ label, ways }: { readonly label: string; readonly ways: readonly string[] }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {ways.map((keys) => (
          <span key={keys} className={styles['way']}>
            {capsOf(keys).map((cap) => (
              <kbd key={cap}>{cap}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </>
  );
}
