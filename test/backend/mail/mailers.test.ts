import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '#test/support/mailServer.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { createMailbox } from '../../../src-backend/mail/mailbox.ts';
import { createSmtpMailer, readSmtpUrl } from '../../../src-backend/mail/smtpMailer.ts';

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());

describe('@security headers of a mail', () => {
  test('can not be added by a name or a subject', async () => {
    const mailer = createSmtpMailer({
      url: server.url,
      senderName: 'TenantDesk',
      defaultSender: 'a@nord.example',
    });
    const outcome = await mailer.send({
      tenantId: newId(),
      id: newId(),
      to: { name: 'Eve\r\nBcc: eve@evil.example\r\n', address: 'eve-target@nord.example' },
      subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\n<b>body</b>',
      text: 'x',
      html: '<p>x</p>',
    });
    expect(outcome).toEqual({ kind: 'delivered' });
    const got = server.received.find(({ raw }) => raw.includes('Eve'));
    expect(got?.envelopeTo).toEqual(['eve-target@nord.example']);
    expect(got?.mail.bcc ?? []).toEqual([]);
    expect(got?.raw).not.toMatch(/^bcc:/imu);
  });

  test('an address that is none is refused before it reaches a server', async () => {
    const mailer = createSmtpMailer({
      url: server.url,
      senderName: 'TenantDesk',
      defaultSender: 'a@nord.example',
    });
    for (const address of [
      'ana@nord.example\r\nRCPT TO:<eve@evil.example>',
      'a@b.example,eve@evil.example',
      '',
    ]) {
      const outcome = await mailer.send({
        tenantId: newId(),
        id: newId(),
        to: { name: 'x', address },
        subject: 's',
        text: 't',
        html: 'h',
      });
      expect(outcome.kind).toBe('refused');
    }
    expect(server.received.flatMap(({ envelopeTo }) => envelopeTo)).not.toContain('eve@evil.example');
  });
});

describe('the address of the mail server', () => {
  test('names the sender and is otherwise left as it is', () => {
    expect(readSmtpUrl('smtps://u:p@mail.example:465/?from=desk@nord.example')).toEqual({
      url: 'smtps://u:p@mail.example:465/',
      from: 'desk@nord.example',
    });
    expect(readSmtpUrl('smtp://mail.example').from).toBeNull();
    expect(() => readSmtpUrl('https://mail.example')).toThrow('smtp://');
    expect(() => readSmtpUrl('smtp://mail.example?from=nobody')).toThrow('sender');
  });
});

describe('the built-in mailbox', () => {
  test('keeps a mail that is sent twice once, and at most a thousand', async () => {
    const mailbox = createMailbox(() => new Date());
    const mail = (id: string) => ({
      tenantId: newId(),
      id,
      to: { name: 'A', address: 'a@b.example' },
      subject: id,
      text: '',
      html: '',
    });
    await mailbox.send(mail('first'));
    await mailbox.send(mail('first'));
    expect(mailbox.list()).toHaveLength(1);
    for (let count = 0; count < 1_005; count += 1) await mailbox.send(mail(`mail ${count}`));
    expect(mailbox.list()).toHaveLength(1000);
    expect(mailbox.list()[0]?.subject).toBe('mail 1004');
    expect(mailbox.find('first')).toBeUndefined();
  });
});
