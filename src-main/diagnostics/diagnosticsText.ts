import { type ApiError, errorCodes } from '#shared/api/errors.ts';
import type { AccountReport, EngineReport } from '#shared/desktop/diagnostics.ts';
import { localReasons } from '#shared/desktop/localErrors.ts';
import type { RecentEvent } from '#shared/desktop/recentEvents.ts';
import type { SessionAccount, SessionState } from '#shared/desktop/session.ts';

/** What runs here, without anything that names this computer or who uses it. */
export interface Installed {
  /** Version by name of the part. */
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
  /** Of the system; only its numbers are told, since some carry a name. */
  readonly release: string;
  readonly architecture: string;
  readonly packaged: boolean;
  readonly sandbox: boolean;
}

export interface DiagnosticsFacts {
  readonly now: number;
  readonly installed: Installed;
  /** Null while it is not known, such as before the keychain answered. */
  readonly session: SessionState | null;
  /** Null when the engine doesn't answer. */
  readonly engine: EngineReport | null;
  /** Null when they can't be looked at. */
  readonly dumps: readonly Date[] | null;
  /** Of main. */
  readonly events: readonly RecentEvent[];
}

/**
 * The text for support. It is put together of numbers, dates, codes and this file's own words: accounts and tenants are
 * numbered, never named, so whoever sends it shows nothing of anybody.
 */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { now, installed, session, engine, dumps, events } = facts;
  const { versions, platform, release, architecture, packaged, sandbox } = installed;
  const number = /^\d+(?:\.\d+)*/u.exec(release)?.[0] ?? 'unknown';
  return [
    `TenantDesk diagnostics of ${instantOf(now)}`,
    Object.entries(versions)
      .map(([part, version]) => `${part} ${version}`)
      .join(', '),
    `${platform} ${number} ${architecture}, ${packaged ? 'packaged' : 'not packaged'}, sandbox ${sandbox ? 'on' : 'off'}`,
    keychainLine(session),
    engine === null
      ? 'Engine: no answer'
      : `Engine: running, SQLite ${engine.sqlite}, copy number ${engine.copyNumber}`,
    '',
    ...accountLines(facts),
    '',
    `Crash dumps on this computer: ${dumpWords(dumps)}`,
    '',
    ...eventLines([
      ...events.map((event) => ({ process: 'main', ...event })),
      ...(engine?.events ?? []).map((event) => ({ process: 'engine', ...event })),
    ]),
    '',
  ].join('\n');
}

function dumpWords(dumps: DiagnosticsFacts['dumps']): string {
  if (dumps === null) return 'not known';
  return dumps.length === 0 ? 'none' : dumps.map((at) => at.toISOString()).join(', ');
}

function keychainLine(session: SessionState | null): string {
  if (session === null) return 'Session: not known yet';
  const { keychain, problem } = session;
  return `Keychain: ${keychain.available ? 'available' : keychain.reason}${problemWords(problem)}`;
}

function accountLines({ now, session, engine }: DiagnosticsFacts): readonly string[] {
  if (session === null) return ['Accounts: not known yet'];
  const { accounts } = session;
  if (accounts.length === 0) return ['Accounts: none'];
  return accounts.flatMap((account, place) => {
    const report = engine?.accounts.find(({ accountId }) => accountId === account.id);
    const head = `Account ${place + 1}: ${account.state}${problemWords(account.problem)}`;
    return report === undefined
      ? [`${head}, no report of the engine`]
      : [`${head}, ${reportWords(report, account, now)}`, ...tenantLines(report, now)];
  });
}

function reportWords(
  { bytes, connection, tenants, opened, drafts }: AccountReport,
  { keychain }: SessionAccount,
  now: number,
): string {
  return [
    bytes === null ? 'copy in memory' : `copy of ${Math.ceil(bytes / 1024)} KiB`,
    `${connection.online ? 'online' : 'offline'}, last contact ${ageOf(connection.lastContactAt, now)}`,
    `${tenants} tenants, ${opened.length} listed`,
    `${drafts} drafts`,
    `keychain ${keychain.available ? 'available' : keychain.reason}`,
  ].join(', ');
}

function tenantLines({ opened }: AccountReport, now: number): readonly string[] {
  return opened.map(
    ({ phase, asOf, problem, users, customers, profiles }, place) =>
      `  Tenant ${place + 1}: ${phase}, as of ${ageOf(asOf, now)}, ${users} users, ${customers} customers, ` +
      `${profiles} profiles${problem === null ? '' : `, problem ${codeOf(problem)}`}`,
  );
}

function eventLines(events: readonly (RecentEvent & { readonly process: string })[]): readonly string[] {
  if (events.length === 0) return ['Errors and warnings since the start: none'];
  const lines = events
    .toSorted((a, b) => a.at - b.at)
    .map(({ process, at, level, what, facts }) => {
      const told = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
      return `  ${instantOf(at)} ${process} ${level}: ${[what, ...told].join(', ')}`;
    });
  return ['Last errors and warnings:', ...lines];
}

/** A code that this version knows: a backend may send any text as one. */
const codeOf = (code: string): string => (Object.hasOwn(errorCodes, code) ? code : 'of no known code');

/** A code, and the reason where it is one of ours: what a backend writes there is its own. */
function problemWords(problem: ApiError | null): string {
  if (problem === null) return '';
  const reason: unknown = problem.details?.['reason'];
  const known = typeof reason === 'string' && Object.hasOwn(localReasons, reason);
  return `, problem ${codeOf(problem.code)}${known ? ` (${reason})` : ''}`;
}

const instantOf = (at: number): string => new Date(at).toISOString();

function ageOf(at: string | null, now: number): string {
  return at === null ? 'never' : `${Math.round((now - Date.parse(at)) / 1000)} s ago`;
}
