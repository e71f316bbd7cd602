import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userStatusSql } from '../../../src-backend/features/users/userStatusSql.ts';
import { readAvatar } from '../../../src-backend/features/users/avatars.ts';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import type { ApiError } from '#shared/api/errors.ts';
import { compareCodePoints, nameSortKey } from '../../../src-engine/cache/sortKeys.ts';
import { userStatus } from '#shared/domain/userStatus.ts';
import { sql } from 'kysely';
import sharp from 'sharp';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { picture } from '../support/pictures.ts';

type Page = { readonly body: RouteAnswer<Api['users.list']> };

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

const tenant = () => ({ tenantId: nord.tenant.id });
const input = (email: string) => ({
  customerId: nord.customer.id,
  email,
  firstName: 'Ana',
  lastName: 'Ćurić',
});

describe('users', () => {
  it('are created with one activation mail in the same unit of work', async () => {
    const profile = await backend.newProfile(nord);
    const user = await backend.newUser(nord, { firstName: 'Žofia', profileIds: [profile.id] });
    expect(user).toMatchObject({
      firstName: 'Žofia',
      profileIds: [profile.id],
      version: 1,
      activatedAt: null,
    });
    const mails = await backend.inTenant(nord, ({ db }) =>
      db.selectFrom('mail_outbox').where('user_id', '=', user.id).select(['kind', 'to_address']).execute(),
    );
    expect(mails).toEqual([{ kind: 'activation', to_address: user.email }]);
  });

  it.each([
    ['its domain in ASCII', 'jö@bücher.example', 'jö@xn--bcher-kva.example'],
    ['a soft hyphen', 'ana.soft@nord.example', 'ana.so\u00adft@nord.example'],
    ['an ideographic full stop', 'ana.dot@nord.example', 'ana.dot@nord。example'],
  ])('keep one address, however it is written: %s', async (_, email, other) => {
    await backend.newUser(nord, { email });
    const answer = await backend.call(nord.admin, 'users.create', { params: tenant(), body: input(other) });
    expect([answer.status, answer.error.code]).toEqual([409, 'EMAIL_TAKEN']);
    const { body } = await backend.call(nord.admin, 'users.list', {
      params: tenant(),
      query: { search: other },
    });
    expect(body.items.map((user) => user.email)).toEqual([email]);
  });

  it('keep apart addresses of other letters', async () => {
    for (const email of ['gross@straße.example', 'gross@strasse.example', 'groß@strasse.example']) {
      expect((await backend.newUser(nord, { email })).email).toBe(email);
    }
  });

  it('keep addresses unique in the tenant whatever the case, and say where the address lives', async () => {
    const user = await backend.newUser(nord, { email: 'Taken@nord.example' });
    const answer = await backend.call(nord.admin, 'users.create', {
      params: tenant(),
      body: input('tAKEN@NORD.example'),
    });
    expect([answer.status, answer.error.code]).toEqual([409, 'EMAIL_TAKEN']);
    expect(answer.error.fields).toMatchObject([{ field: 'email', reason: 'taken' }]);
    expect(answer.error.details).toEqual({
      customer: nord.customer.title,
      customerId: nord.customer.id,
      userId: user.id,
    });
    const elsewhere = await backend.workplace();
    expect((await backend.newUser(elsewhere, { email: 'taken@nord.example' })).email).toBe(
      'taken@nord.example',
    );
  });

  it('let only one of two creations of an address at the same moment win', async () => {
    const answers = await Promise.all(
      ['race@nord.example', 'RACE@nord.example', 'Race@nord.example'].map((email) =>
        backend.call(nord.admin, 'users.create', { params: tenant(), body: input(email) }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([
      201, 409, 409,
    ]);
  });

  it('let only one of two edits of the same version win; the other learns the state as it is now', async () => {
    const user = await backend.newUser(nord);
    const params = { ...tenant(), userId: user.id };
    const answers = await Promise.all(
      ['One', 'Two'].map((firstName) =>
        backend.call(nord.admin, 'users.update', { params, body: { version: 1, changes: { firstName } } }),
      ),
    );
    expect(answers.map((answer) => answer.status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    const won = answers.find((answer) => answer.status === 200)!;
    expect(answers.find((answer) => answer.status === 409)!.error.current).toMatchObject({
      version: 2,
      firstName: won.body.firstName,
    });
  });

  it('whose wrong address is corrected after too many links lose those, and get the next one later', async () => {
    const at = await backend.workplace({ 'users.emailEditable': true });
    const params = { tenantId: at.tenant.id };
    const { id } = await backend.newUser(at, { email: 'wrong@elsewhere.example' });
    const of = { ...params, userId: id };
    const resend = () => backend.call(at.admin, 'users.resendActivation', { params: of });
    const links = () =>
      backend.inTenant(at, ({ db }) =>
        db
          .selectFrom('activation_tokens')
          .where('user_id', '=', id)
          .select((row) => [
            row.fn.countAll<number>().as('sent'),
            row.fn.count<number>('superseded_at').as('ended'),
          ])
          .executeTakeFirstOrThrow(),
      );
    const correct = async (email: string) => {
      const { version } = (await backend.call(at.admin, 'users.get', { params: of })).body;
      const body = { version, changes: { email } };
      const answer = await backend.call(at.admin, 'users.update', { params: of, body });
      expect(answer.status, answer.text).toBe(200);
      return answer.body;
    };
    expect(await correct('typo@nord.example')).toMatchObject({ email: 'typo@nord.example' });
    expect(await links()).toEqual({ sent: 2, ended: 1 });
    expect((await resend()).status).toBe(200);
    const corrected = await correct('right@nord.example');
    expect(corrected.email).toBe('right@nord.example');
    expect(userStatus(corrected, Date.now())).toBe('invite-expired');
    expect(await links()).toEqual({ sent: 3, ended: 3 });
    expect((await resend()).error.code).toBe('RATE_LIMITED');
    await backend.inTenant(at, async ({ db }) => {
      await sql`update activation_tokens set created_at = created_at - interval '1 hour' where user_id = ${id}`.execute(
        db,
      );
    });
    expect((await resend()).status).toBe(200);
    const mails = await backend.inTenant(at, ({ db }) =>
      db
        .selectFrom('mail_outbox')
        .where('user_id', '=', id)
        .select('to_address')
        .orderBy('created_at')
        .execute(),
    );
    expect(mails.map((mail) => mail.to_address)).toEqual([
      'wrong@elsewhere.example',
      'typo@nord.example',
      'typo@nord.example',
      'right@nord.example',
    ]);
  });

  it('write the audit log with names instead of ids, old and new', async () => {
    const [before, after] = [await backend.newProfile(nord), await backend.newProfile(nord)];
    const user = await backend.newUser(nord, { profileIds: [before.id] });
    const params = { ...tenant(), userId: user.id };
    const changes = { profileIds: [after.id], roleIds: [nord.tenant.roles.Viewer] };
    await backend.call(nord.admin, 'users.update', { params, body: { version: 1, changes } });
    const events = (await backend.auditOf(nord, user.id)).slice(-2);
    expect(events.map((event) => [event.type, ...event.changes])).toEqual([
      ['user.updated', { field: 'profileIds', from: before.name, to: after.name }],
      ['user.roles-granted', { field: 'roleIds', from: null, to: 'Viewer' }],
    ]);
  });

  it('have the status in SQL that the shared rule gives, whatever the times', async () => {
    const now = new Date('2026-03-01T12:00:00.000Z');
    const times = [null, -1, 0, 1].map((hours) =>
      hours === null ? null : new Date(now.getTime() + hours * 3_600_000).toISOString(),
    );
    const cases = times.flatMap((accessExpiresAt) =>
      times.flatMap((lockedUntil) =>
        times.flatMap((invitationExpiresAt) =>
          [null, times[1]!].flatMap((activatedAt) =>
            [null, times[1]!].map((disabledAt) => ({
              accessExpiresAt,
              lockedUntil,
              invitationExpiresAt,
              activatedAt,
              disabledAt,
            })),
          ),
        ),
      ),
    );
    const { rows } = await backend.inTenant(nord, ({ db }) =>
      sql<{ status: string }>`select ${userStatusSql('u', now)} as status
        from jsonb_array_elements(${JSON.stringify(cases)}::jsonb) with ordinality as c (facts, place)
        cross join lateral (select (c.facts ->> 'accessExpiresAt')::timestamptz as access_expires_at,
          (c.facts ->> 'lockedUntil')::timestamptz as locked_until,
          (c.facts ->> 'invitationExpiresAt')::timestamptz as invitation_expires_at,
          (c.facts ->> 'activatedAt')::timestamptz as activated_at,
          (c.facts ->> 'disabledAt')::timestamptz as disabled_at) u order by place`.execute(db),
    );
    expect(rows.map((row) => row.status)).toEqual(cases.map((facts) => userStatus(facts, now.getTime())));
  });
});

describe('the list of users', () => {
  it('has the order of the console’s copy, whatever script the names are in', async () => {
    const place = await backend.workplace();
    const names =
      `Émile emil EMILY Łódź Lodz lodzy Ærø aerial Aesop þór thor Thule Øyvind Oyama Đorđe doris İlker
      ılgaz iris ßtrasse stra Ştefan ﬁnn fin Ǖnal uma Ηώ Ηω Ивàн Иван Йорк 한글 हिन्दी مُحَمَّد محمد 美咲 Ⅷ 𝒜na ʼn Zoë zoe`.split(
        /\s+/u,
      );
    for (const firstName of names) await backend.newUser(place, { firstName, lastName: 'X' });
    const inOrder = (given: readonly string[]) =>
      given.map((name) => nameSortKey(`${name} X`)).toSorted(compareCodePoints);
    const { body }: Page = await backend.call(place.admin, 'users.list', {
      params: { tenantId: place.tenant.id },
      query: { sort: 'name', limit: '100', customerId: place.customer.id },
    });
    const listed = body.items.map(({ firstName }) => firstName);
    expect(listed).toHaveLength(names.length);
    expect(listed.map((name) => nameSortKey(`${name} X`))).toEqual(inOrder(names));
  });

  it('pages by every sort without gaps or repeats, in at most four statements', async () => {
    const at = await backend.workplace();
    for (let n = 0; n < 7; n += 1)
      await backend.newUser(at, { firstName: n % 2 ? 'Éva' : 'Bo', lastName: 'Same' });
    await backend.inTenant(at, ({ db }) =>
      sql`update users set last_login_at = now() - interval '1 day' * (version + length(email)) where email < 'user3'`.execute(
        db,
      ),
    );
    await backend.jobs.settled();
    for (const sort of ['name', 'email', 'lastLoginAt', 'createdAt'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const query: Record<string, string> = {
            sort,
            direction,
            limit: '3',
            ...(cursor === null ? {} : { cursor }),
          };
          const before = backend.database.statements();
          const page: Page = await backend.call(at.admin, 'users.list', {
            params: { tenantId: at.tenant.id },
            query,
          });
          expect(backend.database.statements() - before).toBeLessThanOrEqual(4);
          seen.push(...page.body.items.map((user) => user.id));
          cursor = page.body.nextCursor;
        } while (cursor !== null);
        expect(new Set(seen).size, `${sort} ${direction}`).toBe(8);
        expect(seen).toHaveLength(8);
      }
    }
  });

  it('finds a substring of name or address; wildcards mean themselves', async () => {
    const user = await backend.newUser(nord, { firstName: '100%_Größe', email: 'pct@nord.example' });
    const find = async (search: string) => {
      const page = await backend.call(nord.admin, 'users.list', { params: tenant(), query: { search } });
      return page.body.items.map((one) => one.id);
    };
    expect(await find('%_GRÖSS')).toEqual([user.id]);
    expect(await find('PCT@')).toEqual([user.id]);
    expect(await find('100__')).toEqual([]);
    expect(await find('\\')).toEqual([]);
  });

  it('@security refuses a cursor made for another tenant or another filter', async () => {
    const at = await backend.workplace();
    await backend.newUser(at);
    const page = await backend.call(at.admin, 'users.list', {
      params: { tenantId: at.tenant.id },
      query: { limit: '1' },
    });
    const cursor = page.body.nextCursor!;
    const other = await backend.call(nord.admin, 'users.list', { params: tenant(), query: { cursor } });
    expect(other.error.code).toBe('CURSOR_INVALID');
    const filtered = await backend.call(at.admin, 'users.list', {
      params: { tenantId: at.tenant.id },
      query: { cursor, statuses: 'active' },
    });
    expect(filtered.error.code).toBe('CURSOR_INVALID');
  });
});

describe('who may do what to whom', () => {
  const reasonOf = (answer: { readonly status: number; readonly error: ApiError }) => [
    answer.status,
    answer.error.details?.['reason'] ?? answer.error.details?.['permission'],
  ];

  it('@security nobody ends their own access, nor the last admin’s', async () => {
    const at = await backend.workplace();
    const params = { tenantId: at.tenant.id, userId: at.admin.userId };
    expect(
      reasonOf(await backend.call(at.admin, 'users.deactivate', { params, body: { version: 1 } })),
    ).toEqual([409, 'own-account']);
    expect(reasonOf(await backend.call(at.admin, 'users.delete', { params, body: { version: 1 } }))).toEqual([
      409,
      'own-account',
    ]);
    const staff = await (await backend.workplace()).tenant.account(null);
    await backend.grant(staff, at.tenant, 'Admin');
    expect(reasonOf(await backend.call(staff, 'users.delete', { params, body: { version: 1 } }))).toEqual([
      409,
      'last-admin',
    ]);
    const strip = await backend.call(staff, 'users.update', {
      params,
      body: { version: 1, changes: { roleIds: [] } },
    });
    expect(reasonOf(strip)).toEqual([409, 'last-admin']);
  });

  it('@security nobody grants roles without the permission', async () => {
    const member = await nord.tenant.account('Member');
    const body = { ...input('granted@nord.example'), roleIds: [nord.tenant.roles.Admin] };
    expect(reasonOf(await backend.call(member, 'users.create', { params: tenant(), body }))).toEqual([
      403,
      'roles.grant',
    ]);
  });

  it('@security a helpdesk agent does nothing to somebody with more rights', async () => {
    const helpdesk = await nord.tenant.account('Helpdesk');
    const admin = await backend.newUser(nord, { roleIds: [nord.tenant.roles.Admin] });
    const params = { ...tenant(), userId: admin.id };
    expect(reasonOf(await backend.call(helpdesk, 'users.resendActivation', { params }))).toEqual([
      409,
      'more-rights-than-you',
    ]);
  });
});

describe('deleted users', () => {
  it('come back as they were, with roles, profiles and the password, under a new version', async () => {
    const profile = await backend.newProfile(nord);
    const user = await backend.newUser(nord, {
      profileIds: [profile.id],
      roleIds: [nord.tenant.roles.Viewer],
    });
    const credentials = () =>
      backend.inTenant(nord, ({ db }) =>
        db.selectFrom('user_credentials').where('user_id', '=', user.id).selectAll().execute(),
      );
    await backend.inTenant(nord, async ({ db, tenantId }) => {
      await db
        .insertInto('user_credentials')
        .values({ tenant_id: tenantId, user_id: user.id, password_hash: 'hash' })
        .execute();
    });
    const had = await credentials();
    const params = { ...tenant(), userId: user.id };
    const deleted = await backend.call(nord.admin, 'users.delete', { params, body: { version: 1 } });
    expect(deleted.body.restorableUntil).not.toBeNull();
    expect((await backend.call(nord.admin, 'users.get', { params })).status).toBe(404);
    const restored = await backend.call(nord.admin, 'users.restore', { params });
    const { version, updatedAt: _updated, ...now } = restored.body;
    expect(user).toMatchObject(now);
    expect(version).toBeGreaterThan(user.version);
    expect(await credentials()).toEqual(had);
  });

  it('stay away if their address was given to somebody else', async () => {
    const user = await backend.newUser(nord);
    const params = { ...tenant(), userId: user.id };
    await backend.call(nord.admin, 'users.delete', { params, body: { version: 1 } });
    await backend.newUser(nord, { email: user.email });
    expect((await backend.call(nord.admin, 'users.restore', { params })).error.code).toBe('EMAIL_TAKEN');
  });

  it('are gone for good where the tenant says so', async () => {
    const at = await backend.workplace({ 'users.deleteMode': 'permanent' });
    const user = await backend.newUser(at);
    const params = { tenantId: at.tenant.id, userId: user.id };
    const deleted = await backend.call(at.admin, 'users.delete', { params, body: { version: 1 } });
    expect(deleted.body.restorableUntil).toBeNull();
    expect((await backend.call(at.admin, 'users.restore', { params })).status).toBe(404);
  });
});

describe('pictures of users', () => {
  it('become small WebP files without metadata', async () => {
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const kept = await readAvatar(Buffer.from(await picture({ width: 300, height: 90, format }), 'base64'));
      const header = await sharp(kept).metadata();
      expect([header.format, header.width, header.height, header.exif]).toEqual([
        'webp',
        128,
        128,
        undefined,
      ]);
    }
  });

  it('@security are refused if they are something else or claim too many pixels', async () => {
    const bomb = Buffer.from(await picture({ width: 8, height: 8 }), 'base64');
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const gif = await picture({ width: 8, height: 8, format: 'gif' });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    for (const file of [bomb, Buffer.from(gif, 'base64'), svg, Buffer.alloc(40)]) {
      await expect(readAvatar(file)).rejects.toMatchObject({ error: { code: 'VALIDATION_FAILED' } });
    }
  });
});
