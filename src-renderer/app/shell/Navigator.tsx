import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonTooltip } from '../../components/ReasonTooltip.tsx';
import { useGo, useTenantSlice } from '../../state/ConsoleContext.tsx';
import { useReasons } from '../../state/useTenant.ts';
import type { AnyScreen } from '../../components/defineScreen.ts';
import { screens, shownScreen } from '../screens.ts';
import styles from './Shell.module.css';

const sections = Map.groupBy(screens, ({ section }) => section);

/** The left side of the window (C1): where to go in this tenant. */
export function Navigator() {
  const { t } = useTranslation();
  const id = useId();
  return (
    <nav aria-label={t('navigator.name')} className={`stack ${styles['navigator']}`}>
      {[...sections].map(([name, items]) => (
        <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
          <h2 id={`${id}-${name}`} className={`heading ${styles['section']}`}>
            {t(`navigator.${name}`)}
          </h2>
          <ul>
            {items.map((item) => (
              <NavigatorItem key={item.name} item={item} />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavigatorItem({ item }: { readonly item: AnyScreen }) {
  const { name, icon: Icon, permission } = item;
  const { t } = useTranslation();
  const { definition, screen } = shownScreen(useTenantSlice((slice) => slice.screen));
  const go = useGo();
  const reason = useReasons().ofPermission(permission);
  const current = (definition.under?.(screen) ?? screen.name) === name;
  return (
    <li>
      <ReasonTooltip reason={reason}>
        <button
          type="button"
          className={`line ${styles['item']}`}
          aria-current={current ? 'page' : undefined}
          onClick={() => go(item.at())}
        >
          <Icon aria-hidden />
          {t(`screen.${name}`)}
        </button>
      </ReasonTooltip>
    </li>
  );
}
