import { Refusal, type ApiError } from '#shared/api/errors.ts';
import { type LocalReason, localError } from '#shared/desktop/localErrors.ts';
import type { BusyReason, UpdateChannel, UpdateOffer, UpdateState } from '#shared/desktop/updates.ts';
import type { Log } from '../log.ts';
import type { UpdateSettingsFile } from './updateSettings.ts';
import type { Updater } from './updater.ts';

/** When the console looks for newer versions by itself, in milliseconds. */
export interface UpdateTimes {
  /** After a start, so that it takes nothing from it. */
  readonly first: number;
  /** How long an answer counts. */
  readonly every: number;
}

export const updateTimes: UpdateTimes = { first: 30_000, every: 24 * 3600 * 1000 };

/** Updates of this console: what is known of a newer version, and the way to it. */
export interface Updates {
  readonly current: () => UpdateState;
  readonly check: () => Promise<UpdateState>;
  readonly download: () => Promise<UpdateState>;
  readonly choose: (chosen: {
    readonly channel?: UpdateChannel | undefined;
    readonly automatic?: boolean | undefined;
  }) => UpdateState;
  /** Quits and installs. @throws Refusal while something runs that it would cut off */
  readonly install: () => void;
  readonly setBusy: (reasons: readonly BusyReason[]) => void;
  /** At a quit, when everything else has ended: installs what is ready, unless something ran until then. */
  readonly finish: () => void;
}

export interface UpdatesDeps {
  readonly version: string;
  readonly byHand: UpdateState['byHand'];
  /** Loaded with the first check. */
  readonly updater: () => Promise<Updater>;
  readonly settings: UpdateSettingsFile;
  readonly onChange: (state: UpdateState) => void;
  readonly quit: () => void;
  readonly log: Log;
  readonly times?: UpdateTimes;
  readonly now?: () => Date;
}

export function createUpdates(deps: UpdatesDeps): Updates {
  const { version, byHand, settings, log, times = updateTimes, now = () => new Date() } = deps;
  let step: UpdateState['step'] = { name: 'none' };
  let busy: readonly BusyReason[] = [];
  let restart = false;
  let loaded: Updater | null = null;
  // What went wrong when the last quit installed: said now, because there was nobody to hear it.
  let problem: ApiError | null = problemOf(settings.current().failed);
  if (problem !== null) settings.change({ failed: null });

  const state = (): UpdateState => {
    const { channel, automatic, checkedAt } = settings.current();
    return { version, byHand, channel, automatic, step, checkedAt, problem };
  };
  function told(next: UpdateState['step'], why: ApiError | null = null): UpdateState {
    step = next;
    problem = why;
    const current = state();
    deps.onChange(current);
    return current;
  }
  function failed(thrown: unknown, next: UpdateState['step']): UpdateState {
    const error = thrown instanceof Refusal ? thrown.error : localError('update-unreachable');
    log.warn('update failed', { reason: String(error.details?.['reason'] ?? error.code) });
    return told(next, error);
  }

  async function check(): Promise<UpdateState> {
    if (byHand !== null || step.name === 'checking' || step.name === 'downloading') return state();
    const before = step;
    const { channel } = settings.current();
    told({ name: 'checking' });
    let offer: UpdateOffer | null;
    try {
      loaded ??= await deps.updater();
      offer = await loaded.check(channel);
    } catch (thrown) {
      return failed(thrown, before);
    }
    settings.change({ checkedAt: now().toISOString() });
    if (offer === null) return told({ name: 'none' });
    if (before.name === 'ready' && before.offer.version === offer.version) return told(before);
    told({ name: 'found', offer });
    return settings.current().automatic ? await download() : state();
  }

  async function download(): Promise<UpdateState> {
    if (step.name !== 'found' || loaded === null) return state();
    const { offer } = step;
    told({ name: 'downloading', offer, percent: 0 });
    try {
      await loaded.download((percent) => {
        // Whole percents are enough for a bar.
        if (step.name === 'downloading' && Math.floor(percent) > step.percent)
          told({ name: 'downloading', offer, percent: Math.floor(percent) });
      });
    } catch (thrown) {
      return failed(thrown, { name: 'found', offer });
    }
    return told({ name: 'ready', offer });
  }

  /** Looks each hour whether a day has passed: a timer of a day would stand still while the computer sleeps. */
  function checkInTurn(): void {
    const { checkedAt } = settings.current();
    const age = checkedAt === null ? Infinity : now().getTime() - Date.parse(checkedAt);
    // A date in the future is of a clock that was wrong.
    if (age >= times.every || age < 0) void check();
  }

  if (byHand === null) {
    setTimeout(() => void check(), times.first).unref();
    setInterval(checkInTurn, Math.min(times.every, 3600 * 1000)).unref();
  }

  return {
    current: state,
    check,
    download,
    choose(chosen) {
      const before = settings.current();
      const { channel = before.channel, automatic = before.automatic } = chosen;
      settings.change({ channel, automatic });
      // What was found is of the other channel.
      const leaves = channel !== before.channel && step.name !== 'downloading';
      return told(leaves ? { name: 'none' } : step, problem);
    },
    install() {
      if (step.name !== 'ready') return;
      const [reason] = busy;
      if (reason !== undefined) throw new Refusal(localError(`update-busy-${reason}`));
      restart = true;
      deps.quit();
    },
    setBusy(reasons) {
      busy = reasons;
    },
    finish() {
      if (step.name !== 'ready' || loaded === null || busy.includes('job') || busy.includes('sending'))
        return;
      try {
        loaded.install({ restart });
      } catch (thrown) {
        const reason = thrown instanceof Refusal ? thrown.error.details?.['reason'] : undefined;
        settings.change({ failed: reason === 'update-no-space' ? reason : 'update-not-installed' });
      }
    },
  };
}

function problemOf(reason: string | null): ApiError | null {
  const known: readonly LocalReason[] = ['update-no-space', 'update-not-installed'];
  const found = known.find((each) => each === reason);
  return found === undefined ? null : localError(found);
}
