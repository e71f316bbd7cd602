import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where distributions keep what this machine trusts: Debian, Fedora, openSUSE, Alpine and Arch. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * Whose certificates are believed: those whom Mozilla trusts, those whom this machine trusts, and those in the files that
 * NODE_EXTRA_CA_CERTS and SSL_CERT_FILE name. Electron takes the first of these away from a packaged console, with NODE_OPTIONS.
 */
export async function trustedAuthorities(env: Environment = process.env): Promise<tls.SecureContext> {
  const named = [env['NODE_EXTRA_CA_CERTS'], env['SSL_CERT_FILE']];
  const found = await Promise.all([systemAuthorities(), ...named.map(certificatesIn)]);
  // By their bytes: each source breaks its lines elsewhere.
  const all = new Map(
    [...tls.rootCertificates, ...found.flat()].map((pem) => [pem.replaceAll(/\s/gu, ''), pem]),
  );
  try {
    return contextOf([...all.values()]);
  } catch {
    // One that can't be read would take all others with it.
    return contextOf([...all.values()].filter(isReadable));
  }
}

const contextOf = (ca: string[]): tls.SecureContext => tls.createSecureContext({ ca, minVersion: 'TLSv1.2' });

async function systemAuthorities(): Promise<readonly string[]> {
  // Since Node 22.15. On Linux it would look where the Node that was built would have its own.
  if (process.platform !== 'linux') return tls.getCACertificates?.('system') ?? [];
  for (const bundle of bundles) {
    const found = await certificatesIn(bundle);
    if (found.length > 0) return found;
  }
  return [];
}

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/** Those in a file of PEM; none where there is no such file. */
async function certificatesIn(file: string | undefined): Promise<readonly string[]> {
  if (file === undefined || file === '') return [];
  return (await readFile(file, 'utf8').catch(() => '')).match(block) ?? [];
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}
