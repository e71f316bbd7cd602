import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { html } from '../pages/html.ts';
import { browserHeaders, createPage, type Page } from '../pages/page.ts';
import { sendPage } from '../pages/sendPage.ts';
import { messagePage } from '../pages/accountPages.ts';
import { type KeptMail, linksOf, type Mailbox } from './mailbox.ts';
import { mailTexts } from './texts.ts';

const asJson = (mail: KeptMail) => ({
  id: mail.id,
  to: mail.to.address,
  toName: mail.to.name,
  subject: mail.subject,
  text: mail.text,
  html: mail.html,
  links: linksOf(mail),
  sentAt: mail.sentAt.toISOString(),
});

const time = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const listPage = (mails: readonly KeptMail[]): Page =>
  createPage({
    title: mailTexts.mailbox.title,
    wide: true,
    body: html`<h1>${mailTexts.mailbox.title}</h1>
      <p class="lead">${mailTexts.mailbox.lead}</p>
      ${
        mails.length === 0
          ? html`<p>${mailTexts.mailbox.empty}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">${mailTexts.mailbox.subject}</th>
                  <th scope="col">${mailTexts.mailbox.to}</th>
                  <th scope="col">${mailTexts.mailbox.sent}</th>
                </tr>
              </thead>
              <tbody>
                ${mails.map(
                  (mail) =>
                    html`<tr>
                      <td><a href="/mailbox/${mail.id}">${mail.subject}</a></td>
                      <td>${mail.to.name} &lt;${mail.to.address}&gt;</td>
                      <td class="when">${time(mail.sentAt)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }`,
  });

const mailPage = (mail: KeptMail): Page =>
  createPage({
    title: mail.subject,
    wide: true,
    body: html`<p><a href="/mailbox">${mailTexts.mailbox.back}</a></p>
      <h1>${mail.subject}</h1>
      <dl>
        <dt>${mailTexts.mailbox.to}</dt>
        <dd>${mail.to.name} &lt;${mail.to.address}&gt;</dd>
        <dt>${mailTexts.mailbox.sent}</dt>
        <dd>${time(mail.sentAt)}</dd>
        ${linksOf(mail).map(
          (link) =>
            html`<dt>${mailTexts.mailbox.link}</dt>
              <dd><a href="${link}">${link}</a></dd>`,
        )}
      </dl>
      <iframe
        title="${mail.subject}"
        src="/mailbox/${mail.id}/html"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
      ></iframe>`,
    frames: true,
  });

/** The mail as a mail program would show it: no scripts, nothing loaded, an origin of its own. */
const framedMail = (mail: KeptMail): Page => ({
  status: 200,
  text: mail.html.replace('<head>', '<head><base target="_blank" />'),
  headers: {
    ...browserHeaders([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      "form-action 'none'",
      'sandbox allow-popups allow-popups-to-escape-sandbox',
      "frame-ancestors 'self'",
    ]),
    'x-frame-options': 'SAMEORIGIN',
  },
});

/** The built-in mailbox: `GET /mailbox` as a page, or as JSON on `Accept: application/json`. Never in production. */
export function createMailboxPages(mailbox: Mailbox): FastifyPluginAsync {
  const send = (reply: FastifyReply, id: string, page: (mail: KeptMail) => Page) => {
    const mail = mailbox.find(id);
    const { gone, goneLead } = mailTexts.mailbox;
    return sendPage(
      reply,
      mail === undefined ? messagePage({ title: gone, lead: goneLead, status: 404 }) : page(mail),
    );
  };
  return async (app) => {
    app.get('/mailbox', (request, reply) => {
      const mails = mailbox.list();
      if (!(request.headers.accept ?? '').includes('application/json'))
        return sendPage(reply, listPage(mails));
      return reply.header('cache-control', 'no-store').send({ mails: mails.map(asJson) });
    });
    app.get<{ Params: { id: string } }>('/mailbox/:id', (request, reply) =>
      send(reply, request.params.id, mailPage),
    );
    app.get<{ Params: { id: string } }>('/mailbox/:id/html', (request, reply) =>
      send(reply, request.params.id, framedMail),
    );
  };
}
