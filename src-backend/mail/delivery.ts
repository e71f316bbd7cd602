import type { Logger } from 'pino';
import type { UnitOfWork } from '../database/unitOfWork.ts';
import type { JobHandlers } from '../jobNames.ts';
import { newId } from '../database/newId.ts';
import type { Delivery, Mailer } from './mailer.ts';
import {
  claimMails,
  hasDueMail,
  markFailed,
  markSent,
  postpone,
  releaseMails,
  type WaitingMail,
  withdraw,
} from './store.ts';

export interface DeliveryDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly mailer: Mailer;
  readonly logger: Logger;
}

/** Thrown when the mail server is away, so that the job is tried again later with backoff. */
class ServerAwayError extends Error {
  override readonly name = 'ServerAwayError';
}

/** How long a worker may take for what it claimed; after that, another one may think it dead. */
const lease = 5 * 60_000;
const batch = 20;
const atOnce = 4;
/** RFC 5321 4.5.4.1 gives up after 4 to 5 days; links have run out long before. */
const longestWait = 3 * 24 * 60 * 60_000;

/**
 * How long a mail waits after so many attempts: each mail by itself, twice as long each time. A server that asks for later means
 * minutes (greylisting); one that is away may be back at once.
 */
function pauseAfter(attempts: number, kind: 'delayed' | 'unavailable'): number {
  const [first, longest] = kind === 'delayed' ? [60_000, 3_600_000] : [2_000, 300_000];
  return Math.min(longest, first * 2 ** Math.min(attempts - 1, 20));
}

/**
 * Sends the mails of the outbox after the commit that wrote them. Each is claimed and marked in transactions of their
 * own, before and after it is handed over: a second worker never sends the same mail, and a crash in between sends it
 * again under the same Message-ID, which is as close to once as SMTP can come.
 */
export function createDelivery({ unitOfWork, mailer, logger }: DeliveryDependencies): JobHandlers {
  const scope = (tenantId: string) => ({ tenantId, actor: 'system', requestId: `mail-${newId()}` }) as const;

  async function settle(tenantId: string, mail: WaitingMail, delivery: Delivery): Promise<void> {
    await unitOfWork.run(scope(tenantId), async (work) => {
      if (delivery.kind === 'delivered') return markSent(work, mail.id);
      const problem = delivery.words ?? delivery.reason;
      if (delivery.kind === 'refused') return markFailed(work, mail.id, problem);
      const at = new Date(work.now.getTime() + pauseAfter(mail.attempts, delivery.kind));
      const waited = work.now.getTime() - mail.createdAt.getTime();
      if (waited > longestWait || (mail.uselessAt !== null && at >= mail.uselessAt))
        return markFailed(work, mail.id, problem);
      const state = delivery.kind === 'delayed' ? 'delayed' : 'queued';
      return postpone(work, mail.id, { at, state, problem });
    });
    const facts = { mailId: mail.id, kind: mail.kind, attempts: mail.attempts };
    if (delivery.kind === 'delivered') logger.info(facts, 'mail sent');
    else logger.warn({ ...facts, outcome: delivery.kind, reason: delivery.reason }, 'mail not sent');
  }

  /** Sends one batch. Returns how many were claimed, and whether the server is away. */
  async function sendBatch(tenantId: string, signal: AbortSignal) {
    const mails = await unitOfWork.run(scope(tenantId), (work) =>
      claimMails(work, { leaseUntil: new Date(work.now.getTime() + lease), limit: batch }),
    );
    const queue = [...mails];
    let serverAway = false;
    const sendInTurn = async (): Promise<void> => {
      for (;;) {
        if (serverAway || signal.aborted) return;
        const mail = queue.shift();
        if (mail === undefined) return;
        if (!mail.wanted) {
          await unitOfWork.run(scope(tenantId), (work) => withdraw(work, mail.id));
          logger.info({ mailId: mail.id, kind: mail.kind }, 'mail withdrawn');
          continue;
        }
        const delivery = await mailer.send(mail);
        if (delivery.kind === 'unavailable') serverAway = true;
        await settle(tenantId, mail, delivery);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sendInTurn));
    if (queue.length > 0) {
      const ids = queue.map((mail) => mail.id);
      await unitOfWork.run(scope(tenantId), (work) => releaseMails(work, ids));
    }
    return { claimed: mails.length, serverAway };
  }

  async function sendAll(tenantId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { claimed, serverAway } = await sendBatch(tenantId, signal);
      if (serverAway) throw new ServerAwayError('Mails wait for the mail server.');
      if (claimed < batch || signal.aborted) return;
    }
  }

  return {
    'mail.send': ({ tenantId }, { signal }) => sendAll(tenantId, signal),
    'mail.sweep': async (_payload, { signal }) => {
      for (const tenantId of await unitOfWork.tenantIds()) {
        signal.throwIfAborted();
        const due = await unitOfWork.read(scope(tenantId), hasDueMail);
        if (due) await sendAll(tenantId, signal);
      }
    },
  };
}
