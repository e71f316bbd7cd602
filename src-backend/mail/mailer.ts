/** A mail on its way out. Its ids make its Message-ID, so that a mail sent twice can be told to be the same. */
export interface Mail {
  readonly tenantId: string;
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * `delivered`: the server took responsibility. `refused`: never will be (a wrong address). `unavailable`: nobody
 * answered, or not now; no later mail will fare better before some time has passed.
 * `delayed`: this one not now, others perhaps. `reason` is codes, for the log; `words` are the server's about this mail, for people
 * who may see its address.
 */
export type Delivery =
  | { readonly kind: 'delivered' }
  | {
      readonly kind: 'refused' | 'delayed' | 'unavailable';
      readonly reason: string;
      readonly words?: string | undefined;
    };

/** Where mails go: an SMTP server, or the built-in mailbox. */
export interface Mailer {
  readonly send: (mail: Mail) => Promise<Delivery>;
}
