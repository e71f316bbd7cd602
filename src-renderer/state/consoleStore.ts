import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiError } from '#shared/api/errors.ts';
import type { KeptDraft } from '#shared/desktop/drafts.ts';
import { type Look, parseLook } from '#shared/desktop/look.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import type { GridLayout, GridViews } from '#shared/desktop/views.ts';
import type { ScreenName } from '../words/words.ts';
import type { Selection } from './selection.ts';

/** What the main region shows, as data: a screen by name, and the parameters that its feature declares. */
export interface Screen {
  readonly name: ScreenName;
  readonly [parameter: string]: string | null;
}

/** The form that stands open at the right, as data: whose it is, on what (null: a new one), and what else it declares. */
export interface Drawer {
  readonly of: string;
  readonly id: string | null;
  readonly [parameter: string]: string | null;
}

/** Where the user is in a grid: kept when they leave the screen and come back. */
export interface GridView {
  /** What the rows were asked for and in which order, as JSON: pages of another question mean nothing. */
  readonly asked: string;
  readonly page: number;
  /** Anchors of the pages seen so far; the first page has null. */
  readonly anchors: readonly (string | null)[];
  readonly selection: Selection;
  /** The question that was asked when it was changed last. One that means all that match belongs to it. */
  readonly selectionOf: string;
  /** How far down the rows were scrolled, in pixels, when the grid was left. */
  readonly scrolled: number;
  /** The rows that are shown instead of those that match: what was selected when somebody wanted to see it. */
  readonly only: { readonly of: string; readonly ids: readonly string[] } | null;
}

/** Facts of one tenant: nothing of one tenant is ever read while another is in view. */
export interface TenantSlice {
  /** Null until the user goes somewhere: where a tenant begins. */
  readonly screen: Screen | null;
  readonly drawer: Drawer | null;
  /** What the form that is open goes on from; null where it begins anew. */
  readonly draft: KeptDraft | null;
  readonly grids: Readonly<Record<string, GridView>>;
  /** What each filter row says, by grid; the feature knows the shape. */
  readonly filters: Readonly<Record<string, unknown>>;
}

/** Somewhere else in the window: another tenant, another screen, or the same one with another drawer or none. */
export interface Destination {
  readonly tenantKey: string;
  readonly screen?: Screen;
  /** Null: none. Without it none either, unless there is a draft. */
  readonly drawer?: Drawer | null;
  /** The form in which it was typed is the drawer. */
  readonly draft?: KeptDraft;
  /** Filter rows that say something else from now on. */
  readonly filters?: TenantSlice['filters'];
  /** On the way through a list: no place that one comes back to. */
  readonly passing?: boolean;
}

/** Where one was in the window: a tenant, a screen with its scope, and who was read beside it. */
export interface Place {
  readonly tenantKey: string;
  readonly screen: Screen | null;
  readonly drawer: Drawer | null;
}

/** Places that one can go back and forward to, the nearest last. */
export interface History {
  readonly past: readonly Place[];
  readonly future: readonly Place[];
}

/** Out of the window: it is closed, or the console restarts into a newer version. */
export interface Exit {
  readonly exit: 'close' | 'update';
}

/** A way through the history. */
interface Travel extends Omit<Destination, 'screen'> {
  readonly screen: Screen | null;
  readonly history: History;
}

export type WayOut = Destination | Travel | Exit;

/** An account that left the window. */
export interface LostAccount {
  readonly email: string;
  readonly backendUrl: string;
  /** Why its session ended; null when it was signed out by wish. */
  readonly problem: ApiError | null;
}

/** A tenant that the account may no longer work on, or whose account left with it. */
export interface LostTenant {
  readonly name: string;
  readonly account: LostAccount | null;
  /** Something was typed there that could not be saved any more. */
  readonly unsaved: boolean;
}

interface NamedTenant {
  readonly key: string;
  readonly name: string;
}

export interface WantedSignIn {
  /** The address offered. */
  readonly backendUrl: string;
  /** Whose session has ended and is to begin again; null for one more account. */
  readonly email: string | null;
}

export interface ConsoleFacts {
  readonly tenantKey: string | null;
  /** The tenant was in view when the account lost it; null as soon as another one is chosen. */
  readonly lost: LostTenant | null;
  readonly tenants: Readonly<Record<string, TenantSlice>>;
  readonly history: History;
  /** The tenant that was in view before the present one, whichever way one left it; null: none. */
  readonly tenantBefore: string | null;
  /** Another sign-in beside the accounts that are there; null while none is wanted. */
  readonly signingIn: WantedSignIn | null;
  readonly switcherOpen: boolean;
  readonly navigatorOpen: boolean;
  /** Ids of open forms in which something was typed; also those of their drafts. */
  readonly unsaved: readonly string[];
  /** Bulk actions that run and are followed here. */
  readonly jobs: readonly string[];
  /** The same, and those that have ended since: their end was said. */
  readonly followed: readonly string[];
  readonly updatesOpen: boolean;
  /** The list of jobs stands open. */
  readonly jobsOpen: boolean;
  /** The way that the user wants to take while something is unsaved: asked first (T6). */
  readonly pending: WayOut | null;
  /** The first rows are painted: the grid may be loaded now. */
  readonly gridReady: boolean;
  readonly look: Look;
  /** How each account likes its grids; none of one whose place is not read yet. */
  readonly layouts: Readonly<Record<string, Layouts>>;
}

/** By the name of the grid. */
export type Layouts = Readonly<Record<string, GridLayout>>;

/** What was set up of the grids of a tenant, in the account's words. */
export interface KeptViews {
  readonly layouts: Layouts;
  readonly filters: TenantSlice['filters'];
}

export interface ConsoleActions {
  /** Goes there, or asks first if something is unsaved. Whatever takes a form away goes this way. */
  readonly go: (destination: Destination) => void;
  /** Goes back or forward to the nearest place that is still `reachable`, or asks first; stays where there is none. */
  readonly travel: (direction: 'back' | 'forward', reachable: (place: Place) => boolean) => void;
  /** Asks about a way out of the window. */
  readonly askToLeave: (exit: Exit) => void;
  /** Lets go of what is unsaved and goes where the user wanted to; of an exit, closes the forms. */
  readonly confirmPending: () => void;
  /** What is unsaved stays a draft: nothing holds the window open any more. */
  readonly keepAsDraft: () => void;
  readonly dismissPending: () => void;
  readonly toggleNavigator: () => void;
  /** Shows another drawer of the tenant in view, or none. One that is unsaved is asked about first. */
  readonly showDrawer: (tenantKey: string, drawer: Drawer | null, how?: Pick<Destination, 'passing'>) => void;
  readonly markUnsaved: (form: string, unsaved: boolean) => void;
  readonly markJob: (job: string, running: boolean) => void;
  readonly changeGrid: (tenantKey: string, grid: string, view: GridView) => void;
  readonly changeFilter: (tenantKey: string, grid: string, filter: unknown) => void;
  readonly changeLayout: (accountId: string, grid: string, layout: GridLayout) => void;
  /** Takes what an account had set up; what was set up in this window since holds. */
  readonly restoreViews: (accountId: string, views: GridViews) => void;
  /** Forgets tenants that an account may no longer work on, or of an account that left. */
  readonly loseTenants: (tenants: readonly NamedTenant[], account?: LostAccount) => void;
  readonly openSignIn: (wanted: WantedSignIn) => void;
  readonly closeSignIn: () => void;
  readonly openSwitcher: (open: boolean) => void;
  readonly openUpdates: (open: boolean) => void;
  readonly openJobs: (open: boolean) => void;
  readonly allowGrid: () => void;
  readonly changeLook: (wanted: Partial<Look>) => void;
  /** Forgets everything of accounts, when the last one signed out. */
  readonly reset: () => void;
}

export type ConsoleState = ConsoleFacts & ConsoleActions;
export type ConsoleStore = StoreApi<ConsoleState>;

export const emptySlice: TenantSlice = {
  screen: null,
  drawer: null,
  draft: null,
  grids: {},
  filters: {},
};

/** What a window begins with and keeps, whoever signs in and out. */
type Beginning = Pick<ConsoleFacts, 'gridReady' | 'look'>;

const nothing: Omit<ConsoleFacts, keyof Beginning> = {
  tenantKey: null,
  lost: null,
  tenants: {},
  history: { past: [], future: [] },
  tenantBefore: null,
  signingIn: null,
  switcherOpen: false,
  navigatorOpen: true,
  unsaved: [],
  jobs: [],
  followed: [],
  updatesOpen: false,
  jobsOpen: false,
  pending: null,
  layouts: {},
};

export const noViews: GridViews = { layouts: {}, filters: [] };

export function keptViews({ layouts, tenants }: ConsoleFacts, tenantKey: string): KeptViews {
  return {
    layouts: layouts[readTenantKey(tenantKey).accountId] ?? noViews.layouts,
    filters: (tenants[tenantKey] ?? emptySlice).filters,
  };
}

/** The same of all its tenants, as the account's copy has it. */
export function gridViewsOf({ layouts, tenants }: ConsoleFacts, accountId: string): GridViews {
  return {
    layouts: layouts[accountId] ?? {},
    filters: Object.entries(tenants).flatMap(([tenantKey, { filters }]) =>
      readTenantKey(tenantKey).accountId !== accountId
        ? []
        : Object.entries(filters).map(([grid, filter]) => ({
            tenantKey,
            grid,
            filter: JSON.stringify(filter),
          })),
    ),
  };
}

function restored(state: ConsoleFacts, accountId: string, views: GridViews): Partial<ConsoleFacts> {
  const tenants = { ...state.tenants };
  for (const { tenantKey, grid, filter } of views.filters) {
    const slice = tenants[tenantKey] ?? emptySlice;
    tenants[tenantKey] = { ...slice, filters: { [grid]: parsed(filter), ...slice.filters } };
  }
  return { tenants, layouts: { ...state.layouts, [accountId]: views.layouts } };
}

/** Nothing that was kept may keep the window from opening. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Where the window is; null before a tenant is chosen. A form is no place: the person whom it was opened from is. */
function placeOf({ tenantKey, tenants }: Pick<ConsoleFacts, 'tenantKey' | 'tenants'>): Place | null {
  if (tenantKey === null) return null;
  const { screen, drawer } = tenants[tenantKey] ?? emptySlice;
  const read = drawer?.face === 'read' || drawer?.back === 'read';
  return { tenantKey, screen, drawer: read ? { of: drawer.of, id: drawer.id, face: 'read' } : null };
}

const same = (one: Place | null, other: Place | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const historyLimit = 50;

function arrived(state: ConsoleFacts, to: Destination | Travel): Partial<ConsoleFacts> {
  const { tenantKey } = state;
  const tenantBefore = tenantKey === to.tenantKey ? state.tenantBefore : tenantKey;
  const next = { ...state, ...shown(state, to), tenantBefore };
  if ('history' in to) return next;
  const left = placeOf(state);
  const stays = to.passing === true || left === null || same(left, placeOf(next));
  const { past } = state.history;
  return stays ? next : { ...next, history: { past: [...past, left].slice(-historyLimit), future: [] } };
}

function shown(
  state: ConsoleFacts,
  { tenantKey, screen, drawer = null, draft, ...to }: Destination | Travel,
): Pick<ConsoleFacts, 'tenantKey' | 'lost' | 'pending' | 'unsaved' | 'tenants' | 'history'> {
  const slice = state.tenants[tenantKey] ?? emptySlice;
  const left = state.tenantKey === null ? undefined : state.tenants[state.tenantKey];
  return {
    history: 'history' in to ? to.history : state.history,
    tenantKey,
    lost: null,
    pending: null,
    unsaved: [],
    tenants: {
      ...state.tenants,
      ...(state.tenantKey === null || left === undefined
        ? {}
        : { [state.tenantKey]: { ...left, drawer: null, draft: null } }),
      [tenantKey]: {
        ...slice,
        drawer: draft?.drawer ?? drawer,
        draft: draft ?? null,
        screen: screen === undefined ? slice.screen : screen,
        filters: { ...slice.filters, ...to.filters },
      },
    },
  };
}

function without(
  state: ConsoleFacts,
  lost: readonly NamedTenant[],
  account: LostAccount | null,
): Partial<ConsoleFacts> {
  const keys = new Set(lost.map(({ key }) => key));
  const tenants = Object.fromEntries(Object.entries(state.tenants).filter(([key]) => !keys.has(key)));
  const pending =
    state.pending !== null && 'tenantKey' in state.pending && keys.has(state.pending.tenantKey)
      ? null
      : state.pending;
  const held = (places: readonly Place[]) => places.filter(({ tenantKey }) => !keys.has(tenantKey));
  const history = { past: held(state.history.past), future: held(state.history.future) };
  const tenantBefore = keys.has(state.tenantBefore ?? '') ? null : state.tenantBefore;
  const inView = lost.find(({ key }) => key === state.tenantKey);
  if (inView === undefined) return { tenants, pending, history, tenantBefore };
  const unsaved = state.unsaved.length > 0;
  return {
    tenants,
    history,
    tenantBefore,
    tenantKey: null,
    lost: { name: inView.name, account, unsaved },
    unsaved: [],
    pending: null,
  };
}

/** The way to the nearest place in a direction; those that are gone are passed over for good. */
function travelIn(
  state: ConsoleFacts,
  direction: 'back' | 'forward',
  reachable: (place: Place) => boolean,
): Travel | null {
  const { past, future } = state.history;
  const here = placeOf(state);
  const ahead = direction === 'back' ? past : future;
  const at = ahead.findLastIndex((place) => reachable(place) && !same(place, here));
  const place = ahead[at];
  if (place === undefined) return null;
  const left = ahead.slice(0, at);
  const behind = [...(direction === 'back' ? future : past), ...(here === null ? [] : [here])];
  const history = direction === 'back' ? { past: left, future: behind } : { past: behind, future: left };
  return { ...place, history };
}

/** The window's own facts and the verbs that change them; answers of the backend live in the query cache instead. */
export function createConsoleStore(beginning: Partial<Beginning> = {}): ConsoleStore {
  return createStore<ConsoleState>()((set, get) => {
    const leave =
      (to: Destination | Travel) =>
      (state: ConsoleFacts): Partial<ConsoleFacts> =>
        state.unsaved.length > 0 ? { pending: to } : arrived(state, to);
    const go = (destination: Destination): void => set(leave(destination));
    const change = (tenantKey: string, slice: (now: TenantSlice) => Partial<TenantSlice>) =>
      set((state) => {
        const now = state.tenants[tenantKey];
        // What ends late, such as a grid that goes, brings nothing back of a tenant that was lost.
        if (now === undefined) return {};
        return { tenants: { ...state.tenants, [tenantKey]: { ...now, ...slice(now) } } };
      });
    return {
      ...nothing,
      gridReady: false,
      look: parseLook({}),
      ...beginning,
      go,
      travel: (direction, reachable) =>
        set((state) => {
          const to = travelIn(state, direction, reachable);
          return to === null ? {} : leave(to)(state);
        }),
      askToLeave: (exit) => set({ pending: exit }),
      confirmPending: () =>
        set((state) => {
          const { pending, tenantKey } = state;
          if (pending === null) return {};
          if ('tenantKey' in pending) return arrived(state, pending);
          return tenantKey === null ? { pending: null, unsaved: [] } : arrived(state, { tenantKey });
        }),
      keepAsDraft: () => set({ pending: null, unsaved: [] }),
      dismissPending: () => set({ pending: null }),
      toggleNavigator: () => set((state) => ({ navigatorOpen: !state.navigatorOpen })),
      showDrawer(tenantKey, drawer, how = {}) {
        // What ends late, such as a save, takes nobody back to a tenant that was left.
        if (get().tenantKey === tenantKey) go({ tenantKey, drawer, ...how });
      },
      markUnsaved: (form, unsaved) =>
        set((state) => {
          if (state.unsaved.includes(form) === unsaved) return {};
          return {
            unsaved: unsaved ? [...state.unsaved, form] : state.unsaved.filter((id) => id !== form),
          };
        }),
      markJob: (job, running) =>
        set(({ jobs, followed }) => {
          const others = jobs.filter((id) => id !== job);
          return running
            ? { jobs: [...others, job], followed: [...followed.filter((id) => id !== job), job] }
            : { jobs: others };
        }),
      changeGrid: (tenantKey, grid, view) =>
        change(tenantKey, (now) => ({ grids: { ...now.grids, [grid]: view } })),
      changeFilter: (tenantKey, grid, filter) =>
        change(tenantKey, (now) => ({ filters: { ...now.filters, [grid]: filter } })),
      changeLayout: (accountId, grid, layout) =>
        set(({ layouts }) => ({
          layouts: { ...layouts, [accountId]: { ...layouts[accountId], [grid]: layout } },
        })),
      restoreViews: (accountId, views) =>
        set((state) => (state.layouts[accountId] === undefined ? restored(state, accountId, views) : {})),
      loseTenants: (tenants, account) => set((state) => without(state, tenants, account ?? null)),
      openSignIn: (signingIn) => set({ signingIn }),
      closeSignIn: () => set({ signingIn: null }),
      openSwitcher: (switcherOpen) => set({ switcherOpen }),
      openUpdates: (updatesOpen) => set({ updatesOpen }),
      openJobs: (jobsOpen) => set({ jobsOpen }),
      allowGrid: () => set({ gridReady: true }),
      changeLook: (wanted) => set(({ look }) => ({ look: { ...look, ...wanted } })),
      reset: () => set(nothing),
    };
  });
}
