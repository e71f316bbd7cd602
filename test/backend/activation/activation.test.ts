import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '#shared/api/errors.ts';
import { createTestBrowser } from '#test/support/browser.ts';
import { createConsoleClient } from '#test/support/consoleClient.ts';
import {
  createTestClock,
  type IdentityBackend,
  startIdentityBackend,
  type TestPerson,
} from '#test/support/identity.ts';
import { linkIn, mailTo } from '#test/support/mailbox.ts';
import type { ActivationRecipient } from '../../../src-backend/mail/activationMail.ts';
import { asSystem } from '#test/support/rows.ts';

const clock = createTestClock();
const browser = createTestBrowser();
let backend: IdentityBackend;
let tenant: { readonly id: string; readonly name: string };
beforeAll(async () => {
  backend = await startIdentityBackend({ clock });
  tenant = await backend.tenant('Nord Facility');
});
afterEach(() => clock.reset());
afterAll(() => backend.close());

const password = 'four quiet lamps in a row';
const recipient = (person: TestPerson): ActivationRecipient => ({
  id: person.userId,
  email: person.email,
  firstName: 'Ana',
  lastName: 'Ćurić',
});

const issue = (person: TestPerson) =>
  backend.unitOfWork.run(asSystem({ id: person.tenantId }), (work) =>
    backend.activation.issue(work, recipient(person)),
  );

async function linkFor(person: TestPerson): Promise<string> {
  const before = (await mailsTo(person)).length;
  await issue(person);
  await expect.poll(async () => (await mailsTo(person)).length).toBe(before + 1);
  return linkIn(await mailTo(`${backend.url}/mailbox`, person.email));
}

const mailsTo = async (person: TestPerson): Promise<{ links: string[] }[]> => {
  const answer = await fetch(`${backend.url}/mailbox`, { headers: { accept: 'application/json' } });
  const { mails } = (await answer.json()) as { mails: { to: string; links: string[] }[] };
  return mails.filter((mail) => mail.to === person.email);
};

const invited = (facts: Parameters<IdentityBackend['user']>[1] = {}) =>
  backend.user(tenant.id, { ...facts, password: null });

const activate = async (link: string, typed = password, repeat = typed) =>
  browser.submit(await browser.open(link), { password: typed, repeat });

const userRow = async (person: TestPerson) => {
  const [row] = await backend.rows('select * from tenantdesk.users where tenant_id = $1 and user_id = $2', [
    person.tenantId,
    person.userId,
  ]);
  return row ?? {};
};

describe('activating an account', () => {
  test('a new user gets a mail, sets a password behind its link, and can sign in', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    expect(link).toMatch(new RegExp(`^${backend.url}/activate/${tenant.id}/[\\w-]{43}$`, 'u'));
    const page = await browser.open(link);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Set your password');
    expect(page.body).toContain('Nord Facility');
    expect(page.body).toContain(ana.email);
    const done = await browser.submit(page, { password, repeat: password });
    expect(done.status).toBe(200);
    expect(done.body).toContain('Your account is active');
    const client = await createConsoleClient(backend.url);
    expect((await client.signIn(ana.email, password)).subject).toContain(ana.userId);
  });

  test('is a change that the feed delivers and the audit log keeps', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    const before = await userRow(ana);
    expect(before['invitation_sent_at']).not.toBeNull();
    expect(before['version']).toBe(1);
    await activate(link);
    const after = await userRow(ana);
    expect(after['activated_at']).not.toBeNull();
    expect(after['version']).toBe(2);
    const events = await backend.rows<{ type: string; actor_user_id: string | null }>(
      'select type, actor_user_id from tenantdesk.audit_events where target_id = $1 order by sequence',
      [ana.userId],
    );
    expect(events).toEqual([
      { type: 'user.activation-sent', actor_user_id: null },
      { type: 'user.activation-completed', actor_user_id: ana.userId },
      { type: 'user.password-set', actor_user_id: ana.userId },
    ]);
  });

  test('opening the link changes nothing, however often a scanner of mails does', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    for (let count = 0; count < 3; count += 1) expect((await browser.open(link)).status).toBe(200);
    expect((await userRow(ana))['activated_at']).toBeNull();
    expect((await activate(link)).body).toContain('Your account is active');
  });

  test('guesses made before do not lock the person out', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    const client = await createConsoleClient(backend.url);
    for (let count = 0; count < 6; count += 1) {
      const begun = await client.begin();
      await client.browser.submit(begun.shown, { email: ana.email, password: 'guessing the password' });
    }
    await activate(link);
    expect((await client.signIn(ana.email, password)).subject).toContain(ana.userId);
  });
});

describe('@security an activation link', () => {
  test('runs out after the time that the tenant set, and says whom to ask', async () => {
    const slow = await backend.tenant('Slow GmbH', { 'activation.linkLifetime': 7200 });
    const ana = await backend.user(slow.id, { password: null });
    const link = await linkFor(ana);
    clock.advance(7_190_000);
    expect((await browser.open(link)).status).toBe(200);
    clock.advance(20_000);
    const shown = await browser.open(link);
    expect(shown.status).toBe(410);
    expect(shown.body).toContain('This link has expired');
    expect(shown.body).toContain('Ask your administrator');
    const posted = await browser.submit(shown, { password, repeat: password });
    expect(posted.status).toBe(410);
    expect((await userRow(ana))['activated_at']).toBeNull();
  });

  test('works once', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    await activate(link);
    const shown = await browser.open(link);
    expect(shown.status).toBe(410);
    expect(shown.body).toContain('This link was already used');
    const again = await browser.submit(shown, { password: 'another five words than before', repeat: 'x' });
    expect(again.status).toBe(410);
    const client = await createConsoleClient(backend.url);
    expect((await client.signIn(ana.email, password)).subject).toContain(ana.userId);
  });

  test('of two forms sent at once, exactly one sets the password', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    const page = await browser.open(link);
    const passwords = Array.from({ length: 4 }, (_, index) => `quiet lamps in row number ${index}`);
    const answers = await Promise.all(
      passwords.map((typed) => browser.submit(page, { password: typed, repeat: typed })),
    );
    const winners = answers.flatMap(({ status }, index) => (status === 200 ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(3);
    const client = await createConsoleClient(backend.url);
    expect((await client.signIn(ana.email, passwords[winners[0] ?? 0] ?? '')).subject).toContain(ana.userId);
  });

  test('stops working when a newer one is sent', async () => {
    const ana = await invited();
    const older = await linkFor(ana);
    const newer = await linkFor(ana);
    const shown = await browser.open(older);
    expect(shown.status).toBe(410);
    expect(shown.body).toContain('A newer link was sent');
    expect((await activate(newer)).status).toBe(200);
  });

  test('works with what stood behind it in a text, and with its tenant in capitals', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    for (const address of [
      `${link}.`,
      `${link}%3E`,
      `${link}),`,
      link.replace(tenant.id, tenant.id.toUpperCase()),
    ])
      expect((await browser.open(address)).status).toBe(200);
    for (const address of [
      link.toUpperCase().replace(/^HTTPS?:\/\/[^/]+\/ACTIVATE/u, `${new URL(link).origin}/activate`),
      link.toUpperCase().replace(/^HTTPS?:\/\/[^/]+/u, new URL(link).origin),
      new URL('/activate', link).href,
      link.replace(/\/[^/]+$/u, '/'),
      `${link}/x`,
    ]) {
      const dead = await browser.open(address);
      expect(dead.status).toBe(404);
      expect(dead.body).toContain('<h1>');
    }
  });

  test('of another tenant is unknown, as is one that was never made', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    const other = await backend.tenant();
    for (const address of [
      link.replace(tenant.id, other.id),
      link.replace(tenant.id, 'not-a-tenant'),
      link.slice(0, -1),
      `${link.slice(0, -1)}${link.endsWith('A') ? 'E' : 'A'}`,
    ]) {
      const shown = await browser.open(address);
      expect(shown.status).toBe(404);
      expect(shown.body).not.toContain(ana.email);
    }
    expect((await browser.open(link)).status).toBe(200);
  });

  test('leads a deactivated person nowhere', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    await backend.rows('update tenantdesk.users set disabled_at = now() where user_id = $1', [ana.userId]);
    expect((await browser.open(link)).status).toBe(403);
  });

  test('is stored as a hash, and not even in the mail once that is sent', async () => {
    const ana = await invited();
    const link = await linkFor(ana);
    const secret = link.slice(link.lastIndexOf('/') + 1);
    const tokens = await backend.rows<{ token_hash: Uint8Array }>(
      'select token_hash from tenantdesk.activation_tokens where user_id = $1',
      [ana.userId],
    );
    const digest = createHash('sha256').update(secret).digest('hex');
    expect(tokens.map((row) => Buffer.from(row.token_hash).toString('hex'))).toEqual([digest]);
    await expect
      .poll(() =>
        backend.rows('select text, html from tenantdesk.mail_outbox where user_id = $1', [ana.userId]),
      )
      .toEqual([{ text: '', html: '' }]);
  });

  test('is sent three times an hour and ten times a day at most', async () => {
    const ana = await invited();
    for (let count = 0; count < 3; count += 1) await issue(ana);
    const refusal = await issue(ana).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).error).toMatchObject({
      code: 'RATE_LIMITED',
      saved: 'nothing',
      details: { reason: 'activation-links' },
    });
    expect((refusal as Refusal).error.retryAfterSeconds).toBeGreaterThan(3_500);
    for (let count = 3; count < 10; count += 1) {
      clock.advance(61 * 60_000);
      await issue(ana);
    }
    clock.advance(61 * 60_000);
    const daily = (await issue(ana).catch((error: unknown) => error)) as Refusal;
    expect(daily.error.code).toBe('RATE_LIMITED');
    expect(daily.error.retryAfterSeconds).toBeGreaterThan(3_600);
  });

  test('is made for many in a constant number of statements, the limited ones told apart', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => invited()));
    for (let count = 0; count < 3; count += 1) await issue(people[0] ?? (await invited()));
    const scope = asSystem(tenant);
    // The mails of the links above are on their way; their statements are not meant.
    await backend.jobs.settled();
    const before = backend.on.database.statements();
    const { outcomes, statements } = await backend.unitOfWork.run(scope, async (work) => {
      const made = await backend.activation.issueMany(work, people.map(recipient));
      return { outcomes: made, statements: backend.on.database.statements() - before };
    });
    expect(statements).toBeLessThan(20);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['limited', ...Array(11).fill('issued')]);
  });

  test('is not sent when the work that wanted it fails', async () => {
    const ana = await invited();
    const scope = asSystem(tenant);
    const failing = backend.unitOfWork.run(scope, async (work) => {
      await backend.activation.issue(work, recipient(ana));
      throw new Error('something later went wrong');
    });
    await expect(failing).rejects.toThrow('something later');
    await backend.jobs.settled();
    expect(await mailsTo(ana)).toEqual([]);
    expect((await userRow(ana))['invitation_sent_at']).toBeNull();
  });
});

describe('the page behind the link', () => {
  test.each([
    ['too short', 'short', 'short', 'Use at least 15 characters.'],
    ['common', 'password1234567', 'password1234567', 'among the first that attackers try'],
    ['repetitive', 'abcabcabcabcabcabc', 'abcabcabcabcabcabc', 'repeats itself'],
    ['made of names', 'NordFacility-Ana-2026', 'NordFacility-Ana-2026', 'made mostly of names'],
    ['too long', 'äb3'.repeat(90), 'äb3'.repeat(90), 'Use at most 256 characters.'],
    ['typed differently twice', password, `${password}!`, 'The two passwords differ.'],
    ['empty', '', '', 'Enter your password.'],
  ])(
    'refuses a password that is %s, beside the field, and keeps the link',
    async (_, typed, repeat, words) => {
      const ana = await invited();
      const link = await linkFor(ana);
      const shown = await activate(link, typed, repeat);
      expect(shown.status).toBe(400);
      expect(shown.body).toContain(words);
      expect(shown.body).toMatch(/aria-describedby="[^"]*(?:password|repeat)-error"/u);
      // The address is the only value that stays.
      expect(shown.body.match(/ value="/gu)).toHaveLength(1);
      expect((await activate(link)).status).toBe(200);
    },
  );

  test('@security shows names as text, never as markup', async () => {
    const odd = await backend.tenant('<img src=x onerror=alert(1)> & Co');
    const ana = await backend.user(odd.id, {
      password: null,
      firstName: '<script>alert(1)</script>',
      lastName: '"\'`',
    });
    const link = await linkFor(ana);
    const shown = await browser.open(link);
    expect(shown.body).not.toMatch(/<script>alert|<img/u);
    expect(shown.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39;&#96;');
    expect(shown.headers.get('content-security-policy')).toContain("form-action 'self';");
    expect(shown.headers.get('referrer-policy')).toBe('same-origin');
    expect(shown.headers.get('cache-control')).toBe('no-store');
  });

  test('takes a password as another keyboard composes it', async () => {
    const ana = await invited();
    await activate(await linkFor(ana), 'vier frühe Bäche über Süden'.normalize('NFD'));
    const client = await createConsoleClient(backend.url);
    const tokens = await client.signIn(ana.email, 'vier frühe Bäche über Süden'.normalize('NFC'));
    expect(tokens.subject).toContain(ana.userId);
  });
});
