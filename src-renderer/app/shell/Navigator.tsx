import { Fragment, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonTooltip } from '../../components/ReasonTooltip.tsx';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import { useReasons } from '../../state/useTenant.ts';
import type { AnyScreen } from '../../components/defineScreen.ts';
import { screens, shownScreen } from '../screens.ts';
import styles from './Shell.module.css';

const sections = Map.groupBy(screens, ({ section }) => section);

/** The left side of the window (C1): where to go in this tenant. */
export function Navigator({ tenantKey }: { readonly tenantKey: string }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <nav aria-label={t('navigator.name')} className={`stack ${styles['navigator']}`}>
      {[...sections].map(([name, items]) => (
        <Fragment key={name}>
          <div role="group" aria-labelledby={`${id}-${name}`}>
            <h2 id={`${id}-${name}`} className={`heading ${styles['section']}`}>
              {t(`navigator.${name}`)}
            </h2>
            <ul>
              {items.map((item) => (
                <NavigatorItem key={item.name} tenantKey={tenantKey} item={item} />
              ))}
            </ul>
          </div>
        </Fragment>
      ))}
    </nav>
  );
}

interface NavigatorItemProps {
  readonly tenantKey: string;
  readonly item: AnyScreen;
}

function NavigatorItem({ tenantKey, item }: NavigatorItemProps) {
  const { name, icon: Icon, permission } = item;
  const { t } = useTranslation();
  const { definition, screen } = shownScreen(useTenantSlice(tenantKey, (slice) => slice.screen));
  const go = useConsole((state) => state.go);
  const reason = useReasons(tenantKey).ofPermission(permission);
  const current = (definition.under?.(screen) ?? screen.name) === name;
  return (
    <li>
      <ReasonTooltip reason={reason}>
        <button
          type="button"
          className={`line ${styles['item']}`}
          aria-current={current ? 'page' : undefined}
          onClick={() => go({ tenantKey, screen: item.at() })}
        >
          <Icon aria-hidden />
          {t(`screen.${name}`)}
        </button>
      </ReasonTooltip>
    </li>
  );
}
