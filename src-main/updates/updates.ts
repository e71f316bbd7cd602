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
  /** The channel that `step` is about. */
  let asked: UpdateChannel = settings.current().channel;
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
    const { channel, signedAt } = settings.current();
    told({ name: 'checking' });
    let offer: UpdateOffer | null;
    const answered = (): void => settings.change({ checkedAt: now().toISOString() });
    try {
      loaded ??= await deps.updater();
      const answer = await loaded.check(channel, signedAt[channel] ?? null);
      ({ offer } = answer);
      if (answer.signedAt !== null)
        settings.change({ signedAt: { ...signedAt, [channel]: answer.signedAt } });
    } catch (thrown) {
      if (isAbout(thrown, 'update-older')) answered();
      return failed(thrown, settings.current().channel === channel ? before : { name: 'none' });
    }
    answered();
    // Another channel was chosen meanwhile.
    if (settings.current().channel !== channel) return told({ name: 'none' });
    asked = channel;
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
      return isWanted() ? failed(thrown, { name: 'found', offer }) : told({ name: 'none' });
    }
    return told(isWanted() ? { name: 'ready', offer } : { name: 'none' });
  }

  /** Whether what was found is still of the channel that is wanted. */
  function isWanted(): boolean {
    return settings.current().channel === asked;
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
      if (channel === before.channel) return told(step, problem);
      // What was found is of the other channel.
      if (step.name === 'downloading') loaded?.cancel();
      return told(step.name === 'checking' || step.name === 'downloading' ? step : { name: 'none' });
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
      if (step.name !== 'ready' || loaded === null || !isWanted()) return;
      // Who chose to be asked has pressed the button, or waits.
      if (!restart && !settings.current().automatic) return;
      if (busy.includes('job') || busy.includes('sending')) return;
      try {
        loaded.install({ restart });
      } catch (thrown) {
        const reason = thrown instanceof Refusal ? thrown.error.details?.['reason'] : undefined;
        settings.change({ failed: saidLater.find((each) => each === reason) ?? 'update-not-installed' });
      }
    },
  };
}

/** Why an installation at a quit may fail. */
const saidLater: readonly LocalReason[] = ['update-no-space', 'update-damaged', 'update-not-installed'];

const isAbout = (thrown: unknown, reason: LocalReason): boolean =>
  thrown instanceof Refusal && thrown.error.details?.['reason'] === reason;

function problemOf(reason: string | null): ApiError | null {
  const found = saidLater.find((each) => each === reason);
  return found === undefined ? null : localError(found);
}
