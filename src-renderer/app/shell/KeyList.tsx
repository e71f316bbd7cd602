import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import styles from './KeyList.module.css';

/** What a key does, and the keys: `Mod` is Ctrl, on a Mac the command key. */
const sections = [
  [
    'everywhere',
    [
      ['switcher', 'Mod+Shift+T'],
      ['find', '/', 'Mod+F'],
      ['refresh', 'F5'],
      ['navigator', 'Mod+B'],
      ['undo', 'Mod+Z'],
      ['list', '?', 'F1'],
    ],
  ],
  [
    'grid',
    [
      ['move', '↑', '↓'],
      ['tick', 'Space'],
      ['open', 'Enter'],
      ['new', 'N', 'Mod+N'],
      ['edit', 'E'],
      ['assign', 'P'],
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

/** Keys as their caps say: on a Mac ⌘ and ⇧. */
function capsOf(keys: string): readonly string[] {
  const mac = navigator.userAgent.includes('Mac OS');
  const names: Readonly<Record<string, string>> = mac ? { Mod: '⌘', Shift: '⇧' } : { Mod: 'Ctrl' };
  return keys.split('+').map((key) => names[key] ?? key);
}

/** All keys of the console, by `?` and from the menu. */
export function KeyList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame
      title={t('keys.title')}
      tenantId={null}
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
            <h3 className={styles['heading']}>{t(`keys.${section}.title`)}</h3>
            <dl className={styles['entries']}>
              {entries.map(([what, ...ways]) => (
                <Fragment key={what}>
                  <dt>{t(`keys.${section}.${what}` as 'keys.grid.open')}</dt>
                  <dd>
                    {ways.map((keys) => (
                      <span key={keys} className={styles['way']}>
                        {capsOf(keys).map((cap) => (
                          <kbd key={cap}>{cap}</kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}
