import type { Logger } from 'pino';
import type { UnitOfWork } from '../database/unitOfWork.ts';
import type { JobHandlers } from '../jobNames.ts';
import { newId } from '../database/newId.ts';
import type { Delivery, Mailer } from './mailer.ts';
import { claimMails, hasDueMail, markFailed, markSent, releaseMails, type WaitingMail } from './store.ts';

export interface DeliveryDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly mailer: Mailer;
  readonly logger: Logger;
}

/** Thrown when mails still wait, so that the job is tried again later with backoff. */
export class MailsWaitingError extends Error {
  override readonly name = 'MailsWaitingError';
}

/** How long a worker may take for what it claimed; after that, another one may think it dead. */
const lease = 5 * 60_000;
const batch = 20;
const atOnce = 4;
/** RFC 5321 4.5.4.1 gives up after 4 to 5 days; links have run out long before. */
const longestWait = 3 * 24 * 60 * 60_000;

/**
 * Sends the mails of the outbox after the commit that wrote them. Each is claimed and marked in transactions of their
 * own, before and after it is handed over: a second worker never sends the same mail, and a crash in between sends it
 * again under the same Message-ID, which is as close to once as SMTP can come.
 */
export function createDelivery({ unitOfWork, mailer, logger }: DeliveryDependencies): JobHandlers {
  const scope = (tenantId: string) => ({ tenantId, actor: 'system', requestId: `mail-${newId()}` }) as const;

  async function settle(tenantId: string, mail: WaitingMail, delivery: Delivery): Promise<void> {
    const facts = { mailId: mail.id, kind: mail.kind, attempts: mail.attempts };
    await unitOfWork.run(scope(tenantId), async (work) => {
      if (delivery.kind === 'delivered') return markSent(work, mail.id);
      const tooOld = work.now.getTime() - mail.createdAt.getTime() > longestWait;
      if (delivery.kind === 'refused' || tooOld) return markFailed(work, mail.id, delivery.reason);
      return releaseMails(work, [mail.id], delivery.reason);
    });
    if (delivery.kind === 'delivered') logger.info(facts, 'mail sent');
    else logger.warn({ ...facts, outcome: delivery.kind, reason: delivery.reason }, 'mail not sent');
  }

  /** Sends one batch. Returns how many were claimed, and how many of them must wait. */
  async function sendBatch(tenantId: string, signal: AbortSignal) {
    const mails = await unitOfWork.run(scope(tenantId), (work) =>
      claimMails(work, { leaseUntil: new Date(work.now.getTime() + lease), limit: batch }),
    );
    const queue = [...mails];
    let waiting = 0;
    let serverAway = false;
    const sendInTurn = async (): Promise<void> => {
      for (;;) {
        if (serverAway || signal.aborted) return;
        const mail = queue.shift();
        if (mail === undefined) return;
        const delivery = await mailer.send(mail);
        if (delivery.kind === 'unavailable') serverAway = true;
        if (delivery.kind === 'unavailable' || delivery.kind === 'delayed') waiting += 1;
        await settle(tenantId, mail, delivery);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sendInTurn));
    if (queue.length > 0) {
      waiting += queue.length;
      const ids = queue.map((mail) => mail.id);
      await unitOfWork.run(scope(tenantId), (work) => releaseMails(work, ids, null));
    }
    return { claimed: mails.length, waiting };
  }

  async function sendAll(tenantId: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { claimed, waiting } = await sendBatch(tenantId, signal);
      if (waiting > 0) throw new MailsWaitingError(`${waiting} mails wait for the mail server.`);
      if (claimed < batch) return;
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
