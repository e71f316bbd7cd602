import type { LastMail, User, UserInput } from '#shared/api/users.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { longNames, namePool } from './names.ts';
import { createSeeded, demoId, type Seeded } from './seeded.ts';
import { demoProfileNames, list, type TenantPlan } from './world.ts';

/** A user of the demo. */
export interface DemoPerson extends UserInput {
  readonly id: string;
  readonly customer: number;
  readonly profiles: readonly string[];
  readonly authMethod: User['authMethod'];
  readonly secondFactors: User['secondFactors'];
  readonly times: ReturnType<typeof timesOf> & { readonly last_mail: string };
}

const hour = 3_600_000;
const day = 24 * hour;
/** Some people have none: the last one is empty. */
const jobTitles = [
  ...list('Facility manager, Electrician, Planner, Site lead, Cleaner, Buyer, Nurse, Controller'),
  '',
];
const departments = [...list('Operations, Maintenance, Purchasing, Administration, Quality'), ''];

type Kind = 'active' | 'disabled' | 'invited' | 'invite-expired' | 'locked' | 'access-expired' | 'expiring';

/** Every status (U1), in shares of a tenant that is in use. */
const kinds: readonly (readonly [Kind, number])[] = [
  ['active', 74],
  ['disabled', 7],
  ['invited', 5],
  ['invite-expired', 5],
  ['locked', 2],
  ['access-expired', 4],
  ['expiring', 3],
];

function weighted<T>(seeded: Seeded, choices: readonly (readonly [T, number])[]): T {
  let left = seeded.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  return (choices.find(([, weight]) => (left -= weight) < 0) ?? choices[0]!)[0];
}

/** Times, by column, that make a user of this kind; what people did lies between their creation and now. */
function timesOf(seeded: Seeded, kind: Kind, now: number) {
  const iso = (time: number) => new Date(time).toISOString();
  const pending = kind === 'invited' || kind === 'invite-expired';
  const age = kind === 'invited' ? seeded.next() * 2 * day : seeded.between(pending ? 9 : 20, 900) * day;
  const created = now - age - seeded.next() * hour;
  const activated = pending ? null : created + seeded.next() * Math.min(age, 3 * day);
  const came = activated !== null && seeded.chance(0.92);
  // Most people were here lately, some long ago.
  const since = Math.min(now - (activated ?? now), seeded.next() ** 4 * 400 * day + seeded.next() * 9 * hour);
  return {
    created_at: iso(created),
    activated_at: activated === null ? null : iso(activated),
    invitation_sent_at: iso(created),
    invitation_expires_at: iso(kind === 'invited' ? now + hour + seeded.next() * 6 * day : created + 7 * day),
    last_login_at: came ? iso(now - since) : null,
    disabled_at: kind === 'disabled' ? iso(now - seeded.next() * 18 * day) : null,
    locked_until: kind === 'locked' ? iso(now + seeded.between(2, 72) * hour) : null,
    access_expires_at:
      kind === 'access-expired'
        ? iso(now - seeded.next() * 15 * day)
        : kind === 'expiring'
          ? iso(now + seeded.between(1, 60) * day)
          : null,
  };
}

function namesOf(seeded: Seeded, tenant: TenantPlan, place: number): readonly [string, string, string] {
  const long = place % 80 === 79 ? longNames[Math.floor(place / 80) % longNames.length] : undefined;
  if (long !== undefined) return long;
  const pool = namePool(weighted(seeded, tenant.names));
  const [first, firstAddress] = seeded.pick(pool.first);
  const [last, lastAddress] = seeded.pick(pool.last);
  return [first, last, `${firstAddress}.${lastAddress}`.replaceAll(' ', '')];
}

/** What became of the mail with the link. */
const arrived: Omit<LastMail, 'at'> = { state: 'sent', problem: null };
const wrongAddress: Omit<LastMail, 'at'> = { state: 'refused', problem: '550 5.1.1 No such mailbox here' };

/** The people of a tenant: the same names and facts every time, their times relative to now. */
export function demoPeople(tenant: TenantPlan, now: number): readonly DemoPerson[] {
  const seeded = createSeeded(tenant.key);
  const taken = new Map<string, number>();
  return Array.from({ length: tenant.users }, (_, place) => {
    const [firstName, lastName, address] = namesOf(seeded, tenant, place);
    const sameName = (taken.get(address) ?? 0) + 1;
    taken.set(address, sameName);
    const customer = Math.floor(seeded.next() ** 1.4 * tenant.customers.length);
    const kind = weighted(seeded, kinds);
    const authMethod = weighted(seeded, [
      ['local', 62],
      ['sso', 25],
      ['sso-password', 13],
    ] as const);
    const times = timesOf(seeded, kind, now);
    const lastMail = kind === 'invite-expired' && place % 3 === 0 ? wrongAddress : arrived;
    const second = times.activated_at !== null && authMethod !== 'sso' && seeded.chance(0.45);
    const profiles = seeded.chance(0.06) ? 0 : Math.min(1 + Math.floor(seeded.next() ** 2.5 * 4), 4);
    return {
      ...emptyValues(userFields),
      id: demoId(tenant.key, 'user', place),
      customer,
      email: `${address}${sameName === 1 ? '' : sameName}@${tenant.key}.example`,
      firstName,
      lastName,
      phones: seeded.chance(0.6) ? [{ kind: 'work' as const, number: `+49 40 555 ${1000 + place}` }] : [],
      jobTitle: seeded.pick(jobTitles),
      department: seeded.pick(departments),
      employeeNumber: place % 3 === 0 ? '' : `E-${1000 + place}`,
      timeZone: seeded.chance(0.08) ? 'UTC' : null,
      currency: seeded.pick(['EUR', 'USD', 'EUR', 'JPY', 'SEK']),
      authMethod,
      secondFactors: second ? [seeded.pick(['totp', 'totp', 'passkey', 'email'] as const)] : [],
      profiles: [...new Set(Array.from({ length: profiles }, () => seeded.pick(demoProfileNames)))],
      times: { ...times, last_mail: JSON.stringify({ ...lastMail, at: times.created_at }) },
    };
  });
}
