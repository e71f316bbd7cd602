import { setTimeout as sleep } from 'node:timers/promises';
import type { RecentEvents } from '#shared/desktop/recentEvents.ts';
import type { Sessions } from '../accounts/sessions.ts';
import type { CrashDumps } from '../crashes/crashDumps.ts';
import type { EngineProcess } from '../engine/engineProcess.ts';
import { diagnosticsText, type Installed } from './diagnosticsText.ts';

export interface DiagnosticsDeps {
  readonly installed: Installed;
  readonly sessions: Pick<Sessions, 'current'>;
  readonly engine: Pick<EngineProcess, 'report'>;
  readonly crashDumps: Pick<CrashDumps, 'times'>;
  readonly recent: Pick<RecentEvents, 'list'>;
}

/** The longest that a part is waited for, in milliseconds: whoever wants this may be in the midst of a failure. */
const patience = 2000;

/** Returns the text for support, whatever of the console still answers. */
export async function gatherDiagnostics(deps: DiagnosticsDeps): Promise<string> {
  const unlessLate = async <T>(part: Promise<T>): Promise<T | null> =>
    await Promise.race([part.catch(() => null), sleep(patience, null, { ref: false })]);
  const [session, engine, dumps] = await Promise.all([
    unlessLate(deps.sessions.current()),
    unlessLate(deps.engine.report()),
    unlessLate(deps.crashDumps.times()),
  ]);
  return diagnosticsText({
    now: Date.now(),
    installed: deps.installed,
    session,
    engine,
    dumps,
    events: deps.recent.list(),
  });
}
