import { Building2, Package, ScrollText, UserCog, Users } from 'lucide-react';
import { type ComponentType, Fragment, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonTooltip } from '../../components/ReasonTooltip.tsx';
import { classes } from '../../components/classes.ts';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import type { Screen } from '../../state/consoleStore.ts';
import { usePermissionReason } from '../../state/useTenant.ts';
import { screenPermission } from '../screens.ts';
import styles from './Shell.module.css';

interface Item {
  readonly screen: Screen;
  readonly icon: ComponentType<{ readonly 'aria-hidden': true }>;
}

const sections = [
  {
    name: 'customersAndProducts',
    items: [
      { screen: { name: 'customers' }, icon: Building2 },
      { screen: { name: 'users', customerId: null }, icon: Users },
      { screen: { name: 'profiles' }, icon: UserCog },
      { screen: { name: 'products' }, icon: Package },
    ],
  },
  { name: 'security', items: [{ screen: { name: 'audit' }, icon: ScrollText }] },
] as const satisfies readonly { readonly name: string; readonly items: readonly Item[] }[];

/** The left side of the window (C1): where to go in this tenant. */
export function Navigator({ tenantId }: { readonly tenantId: string }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <nav aria-label={t('navigator.name')} className={styles['navigator']}>
      {sections.map(({ name, items }) => (
        <Fragment key={name}>
          <div role="group" aria-labelledby={`${id}-${name}`}>
            <h2 id={`${id}-${name}`} className={styles['section']}>
              {t(`navigator.${name}`)}
            </h2>
            <ul>
              {items.map((item) => (
                <NavigatorItem key={item.screen.name} tenantId={tenantId} {...item} />
              ))}
            </ul>
          </div>
        </Fragment>
      ))}
    </nav>
  );
}

function NavigatorItem({ tenantId, screen, icon: Icon }: Item & { readonly tenantId: string }) {
  const { t } = useTranslation();
  const shown = useTenantSlice(tenantId, (slice) => slice.screen);
  const go = useConsole((state) => state.go);
  const reason = usePermissionReason(tenantId, screenPermission[screen.name]);
  // Users of one customer belong to Customers, where the way there begins.
  const home = shown.name === 'users' && shown.customerId !== null ? 'customers' : shown.name;
  const current = home === screen.name;
  return (
    <li>
      <ReasonTooltip reason={reason}>
        <button
          type="button"
          className={classes(styles['item'], current && styles['current'])}
          aria-current={current ? 'page' : undefined}
          onClick={() => go({ tenantId, screen })}
        >
          <Icon aria-hidden />
          {t(`screen.${screen.name}`)}
        </button>
      </ReasonTooltip>
    </li>
  );
}
