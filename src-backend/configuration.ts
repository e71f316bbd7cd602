/** How one backend process was started. */
export interface Configuration {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where people reach the backend: the only source of links and of the issuer, never the Host header. */
  readonly publicUrl: string;
  readonly database: { readonly kind: 'folder'; readonly path: string } | { readonly kind: 'url'; readonly url: string };
  readonly demo: { readonly kind: 'small' | 'large'; readonly users: number } | null;
  readonly smtp: string | null;
  /** No demo data, no built-in mailbox. */
  readonly production: boolean;
}
