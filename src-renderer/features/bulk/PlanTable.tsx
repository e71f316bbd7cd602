import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import type { RouteCall } from '../../bridge/callRoute.ts';
import { type ItemOf, useKeysetPages } from '../../bridge/useKeysetPages.ts';
import { IconButton } from '../../components/Button.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { type PlainColumn, PlainTable } from '../../components/PlainTable.tsx';
import styles from './PlanTable.module.css';
import { createRowsSeen } from './rowsSeen.ts';

/** Users a page of effects or results. */
export const planPageSize = 50;

type PlanRoute = 'bulkPlans.effects' | 'bulkPlans.results';

/** Some of the users of a plan, or all. */
export interface PlanView {
  readonly name: 'losing' | 'failed' | 'skipped' | 'all';
  /** How many there are on all pages; null: not known. */
  readonly total: number | null;
  /** They are shown part by part, each under its own words. */
  readonly parts?: readonly { readonly name: string; readonly label: string }[];
}

export interface PlanTableProps<N extends PlanRoute> {
  readonly plan: BulkPlan;
  /** The accessible name of the table and of the region that scrolls. */
  readonly label: string;
  readonly heading: string;
  /** The first is shown first. */
  readonly views: readonly PlanView[];
  readonly callOf: (
    view: PlanView['name'],
    cursor: string | undefined,
    part: string | undefined,
  ) => RouteCall<N>;
  readonly render: (row: ItemOf<N>) => ReactNode;
  /** Called once the rows of a page have been in view from the first to the last, with nothing over them. */
  readonly onEndSeen?: (view: PlanView['name']) => void;
}

/** People and what happens to each, a page at a time in a box as high as its `PlanStage` leaves it. */
export function PlanTable<N extends PlanRoute>(props: PlanTableProps<N>) {
  const { plan, views } = props;
  const { t } = useTranslation();
  const [name, setName] = useState(views[0]?.name);
  const view = views.find((each) => each.name === name);
  const [chosen, setPart] = useState<string>();
  const part = (view?.parts?.find((each) => each.name === chosen) ?? view?.parts?.[0])?.name;
  return (
    <>
      {views.length > 1 && (
        <div className={`line ${styles['switch']}`} role="group" aria-label={t('bulk.view.label')}>
          {views.map((each) => (
            <button
              key={each.name}
              type="button"
              className={`label muted ${styles['view']}`}
              aria-pressed={each === view}
              onClick={() => setName(each.name)}
            >
              {t(`bulk.view.${each.name}`)}
              <span className={`muted numbers ${styles['count']}`}>
                {(each.total ?? plan.totals.users).toLocaleString()}
              </span>
            </button>
          ))}
        </div>
      )}
      {view?.parts !== undefined && (
        <div className={`line ${styles['parts']}`} role="group" aria-label={t('bulk.view.reasons')}>
          {view.parts.map((each) => (
            <button
              key={each.name}
              type="button"
              className={`hint numbers ${styles['part']}`}
              aria-pressed={each.name === part}
              onClick={() => setPart(each.name)}
            >
              {each.label}
            </button>
          ))}
        </div>
      )}
      {view !== undefined && <Pages key={`${view.name} ${part}`} {...props} view={view} part={part} />}
    </>
  );
}

interface PagesProps<N extends PlanRoute> extends PlanTableProps<N> {
  readonly view: PlanView;
  readonly part: string | undefined;
}

function Pages<N extends PlanRoute>(props: PagesProps<N>) {
  const { plan, view, part, label, heading, callOf, render, onEndSeen } = props;
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const pages = useKeysetPages<N>((cursor) => callOf(view.name, cursor, part), {
    asOf: JSON.stringify([plan.state, plan.mails]),
  });
  const { items, page } = pages;
  const rows = items?.map((row) => ({ ...row, id: row.userId })) ?? [];

  const [areRowsSeen] = useState(createRowsSeen);
  const watched = onEndSeen !== undefined;
  const look = useEffectEvent(() => {
    const box = scroll.current;
    if (box === null || items === undefined) return;
    if (areRowsSeen(box)) onEndSeen?.(view.name);
  });
  useEffect(() => {
    if (!watched) return;
    // What lies over it, such as an open list, leaves without a word to what was below.
    const timer = setInterval(look, 120);
    return () => clearInterval(timer);
  }, [watched]);

  if (pages.error !== null && items === undefined)
    return (
      <div className="fill box">
        <ErrorState error={pages.error} onRetry={pages.retry} />
      </div>
    );
  const columns: readonly PlainColumn<ItemOf<N>>[] = [
    {
      header: t('bulk.effects.user'),
      width: '42%',
      render: ({ name, email }) => (
        <>
          <div className={`cut ${styles['name']}`}>
            <bdi className="cut">{name === '' ? t('bulk.effects.nobody') : name}</bdi>
          </div>
          <div className={`cut hint ${styles['name']}`}>{email}</div>
        </>
      ),
    },
    { header: heading, render },
  ];
  const from = page * planPageSize + 1;
  const to = page * planPageSize + (items?.length ?? 0);
  return (
    <div className="fill box" aria-busy={pages.fetching}>
      {items?.length === 0 ? (
        <p className={`muted ${styles['note']}`}>{t('bulk.effects.empty')}</p>
      ) : (
        <PlainTable
          key={page}
          dense
          label={label}
          columns={columns}
          rows={rows}
          scroll={{ ref: scroll, onScroll: look }}
        />
      )}
      {(pages.hasNext || page > 0) && items !== undefined && (
        <div className={`line hint numbers ${styles['foot']}`}>
          {view.total === null || part !== undefined
            ? t('bulk.range', { from, to })
            : t('bulk.rangeOf', { from, to, total: view.total })}
          <IconButton
            small
            label={t('grid.previousPage')}
            icon={<ChevronLeft aria-hidden />}
            reason={page === 0 ? t('grid.isFirstPage') : null}
            onClick={pages.previous}
          />
          <IconButton
            small
            label={t('grid.nextPage')}
            icon={<ChevronRight aria-hidden />}
            reason={pages.hasNext ? null : t('grid.isLastPage')}
            onClick={pages.next}
          />
        </div>
      )}
    </div>
  );
}
