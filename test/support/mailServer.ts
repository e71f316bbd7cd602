import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedByServer {
  readonly envelopeTo: readonly string[];
  readonly raw: string;
  readonly mail: Email;
}

/** A real SMTP server on this machine, which can be made to refuse. */
export interface MailServer {
  readonly url: string;
  readonly received: ReceivedByServer[];
  /** What it answers to whom: a status makes it refuse the recipient; `drop` ends the connection after the mail. */
  behave: (to: string) => number | 'accept' | 'drop';
  /** What it says when it refuses. */
  words: string;
  readonly stop: () => Promise<void>;
}

export async function startMailServer(port = 0): Promise<MailServer> {
  const received: ReceivedByServer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const answer = self.behave(address);
      if (typeof answer !== 'number') return done();
      return done(Object.assign(new Error(self.words), { responseCode: answer }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (async () => {
          const raw = Buffer.concat(chunks);
          const envelopeTo = session.envelope.rcptTo.map(({ address }) => address);
          received.push({ envelopeTo, raw: raw.toString(), mail: await new PostalMime().parse(raw) });
          if (envelopeTo.some((to) => self.behave(to) === 'drop')) {
            done(Object.assign(new Error('busy'), { responseCode: 451 }));
          } else done();
        })();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address() as AddressInfo;
  const self: MailServer = {
    url: `smtp://127.0.0.1:${address.port}/?from=desk@nord.example`,
    received,
    behave: () => 'accept',
    words: 'refused by the test',
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return self;
}
