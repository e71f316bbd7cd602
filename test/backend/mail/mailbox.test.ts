import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestBrowser } from '#test/support/browser.ts';
import { type IdentityBackend, startIdentityBackend } from '#test/support/identity.ts';
import { asSystem } from '#test/support/rows.ts';
import { activationMail } from '../../../src-backend/mail/activationMail.ts';

let backend: IdentityBackend;
let mail: {
  id: string;
  links: string[];
  text: string;
  html: string;
  subject: string;
  to: string;
  sentAt: string;
};
beforeAll(async () => {
  backend = await startIdentityBackend();
  const tenant = await backend.tenant('Nord & Co <b>');
  const ana = await backend.user(tenant.id, { password: null, email: 'ana@nord.example' });
  await backend.unitOfWork.run(asSystem(tenant), (work) =>
    backend.activation.issue(work, {
      id: ana.userId,
      email: ana.email,
      firstName: '<script>alert(1)</script>',
      lastName: 'Ćurić',
    }),
  );
  await backend.jobs.settled();
  mail = (await readJson())[0] as typeof mail;
});
afterAll(() => backend.close());

const readJson = async (): Promise<(typeof mail)[]> => {
  const answer = await fetch(`${backend.url}/mailbox`, { headers: { accept: 'application/json' } });
  return ((await answer.json()) as { mails: (typeof mail)[] }).mails;
};

describe('the activation mail', () => {
  test('greets, says what was created, and states expiry and single use, in text and HTML', () => {
    expect(mail).toMatchObject({ to: 'ana@nord.example', subject: 'Activate your account at Nord & Co <b>' });
    expect(Date.parse(mail.sentAt)).toBeGreaterThan(0);
    for (const words of [
      'An account was created for you',
      'Activate Your Account',
      'works once and expires in 1 hour',
    ]) {
      expect(mail.text).toContain(words);
      expect(mail.html).toContain(words);
    }
    expect(mail.text).toContain('Hello <script>alert(1)</script> Ćurić,');
    expect(mail.text).toMatch(/\d{2}:\d{2} UTC/u);
    expect(mail.links).toHaveLength(1);
    expect(mail.html).toContain(`href="${mail.links[0]}"`);
  });

  test.each([
    { own: 'Asia/Tokyo', inherited: 'Europe/Zagreb', shown: 'GMT\\+9' },
    { own: null, inherited: 'Asia/Tokyo', shown: 'GMT\\+9' },
    { own: null, inherited: null, shown: 'UTC' },
    // Chosen on a server that knows it already.
    { own: 'Mars/Olympus', inherited: 'Asia/Tokyo', shown: 'UTC' },
  ])('states times in the zone of the person ($own), else of the customer ($inherited)', async (zones) => {
    const tenant = await backend.tenant('Nord');
    const email = 'mira@nord.example';
    const mira = await backend.user(tenant.id, { password: null, email });
    await backend.rows('update tenantdesk.users set time_zone = $2 where tenant_id = $1 returning user_id', [
      tenant.id,
      zones.own,
    ]);
    await backend.rows(
      'update tenantdesk.customers set time_zone = $2 where tenant_id = $1 returning customer_id',
      [tenant.id, zones.inherited],
    );
    await backend.unitOfWork.run(asSystem(tenant), (work) =>
      backend.activation.issue(work, { id: mira.userId, email, firstName: 'Mira', lastName: 'Novak' }),
    );
    await backend.jobs.settled();
    expect((await readJson())[0]?.text).toMatch(new RegExp(`\\d{2}:\\d{2} ${zones.shown}`, 'u'));
  });

  test('greets somebody who has one name only by that', () => {
    const { text, to } = activationMail(
      { id: 'u', email: 'madonna@nord.example', firstName: 'Madonna', lastName: '' },
      {
        tenantName: 'Nord',
        link: 'https://nord.example',
        expiresAt: new Date(),
        lifetimeSeconds: 3600,
        timeZone: 'UTC',
      },
    );
    expect(text).toContain('Hello Madonna,');
    expect(to.name).toBe('Madonna');
  });

  test('@security shows names as text, and loads nothing', () => {
    expect(mail.html).not.toContain('<script');
    expect(mail.html).toContain('&lt;script&gt;');
    expect(mail.html).toContain('Nord &amp; Co &lt;b&gt;');
    expect(mail.html).not.toMatch(/<img|src=|url\(/u);
  });
});

describe('the mailbox page', () => {
  test('lists mails and shows one in a frame that can do nothing', async () => {
    const browser = createTestBrowser();
    const list = await browser.open(`${backend.url}/mailbox`);
    expect(list.body).toContain(`/mailbox/${mail.id}`);
    expect(list.body).toContain('Nord &amp; Co &lt;b&gt;');
    const one = await browser.open(`${backend.url}/mailbox/${mail.id}`);
    expect(one.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(one.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const framed = await browser.open(`${backend.url}/mailbox/${mail.id}/html`);
    expect(framed.headers.get('content-security-policy')).toContain('sandbox allow-popups');
    expect(framed.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await browser.open(`${backend.url}/mailbox/nothing`)).status).toBe(404);
  });

  test('@security is not there in production', async () => {
    const production = await startIdentityBackend({ on: backend.on, production: true });
    try {
      for (const path of ['/mailbox', `/mailbox/${mail.id}`]) {
        expect((await fetch(production.url + path, { headers: { accept: 'application/json' } })).status).toBe(
          404,
        );
      }
    } finally {
      await production.close();
    }
  });
});
