import type { FastifyPluginAsync } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { createActivationPages } from '../features/activation/activationPages.ts';
import type { Feature } from '../http/feature.ts';
import { createAttempts, purgeAttempts } from '../features/sessions/attempts.ts';
import { type AuthenticatedAccount, createAuthenticate } from '../features/sessions/authenticate.ts';
import { createBackground } from '../features/sessions/background.ts';
import { createDeviceCookie } from '../features/sessions/deviceCookie.ts';
import { loadOidcKeys } from '../features/sessions/oidcKeys.ts';
import { createOidcPlugin } from '../features/sessions/oidcPlugin.ts';
import { audienceOf, createOidcProvider, issuerOf } from '../features/sessions/oidcProvider.ts';
import { purgePayloads } from '../features/sessions/oidcStore.ts';
import { createPasswordHasher, type PasswordHasher } from '../features/sessions/passwordHasher.ts';
import { createPasswordRules, readCommonPasswords } from '../features/sessions/passwordRules.ts';
import { createSignIn } from '../features/sessions/signIn.ts';
import { createSignInPages } from '../features/sessions/signInPages.ts';
import { createPages } from '../pages/createPages.ts';
import type { BackendParts } from '../parts.ts';

export interface Identity {
  /** Who the bearer of a request is, and which session its token belongs to; asks no database. */
  readonly authenticate: (request: IncomingMessage) => Promise<AuthenticatedAccount | null>;
  readonly plugins: readonly FastifyPluginAsync[];
  readonly feature: Feature;
  readonly hasher: PasswordHasher;
}

/** Signing in, sessions and activation: the authorization server at `/oidc`, its pages, and the check of its tokens. */
export async function createIdentity(parts: Omit<BackendParts, 'cursors'>): Promise<Identity> {
  const { unitOfWork, logger, now } = parts;
  const { publicUrl } = parts.configuration;
  const keys = await loadOidcKeys(unitOfWork);
  const background = createBackground(logger);
  const hasher = createPasswordHasher();
  const attempts = createAttempts({ unitOfWork, now });
  const signIn = createSignIn({ unitOfWork, hasher, attempts, background, now });
  const provider = createOidcProvider({ unitOfWork, keys, background, logger, now, publicUrl });
  const deviceCookie = createDeviceCookie(keys.deviceSecret);
  const passwordRules = createPasswordRules(readCommonPasswords());

  const shutdown: FastifyPluginAsync = async (app) => {
    app.addHook('onClose', () => background.settled());
  };
  return {
    authenticate: createAuthenticate({
      publicKeys: keys.publicKeys,
      issuer: issuerOf(publicUrl),
      audience: audienceOf(publicUrl),
      now,
    }),
    plugins: [
      createPages(),
      createOidcPlugin(provider, publicUrl),
      createSignInPages({ provider, signIn, deviceCookie, publicUrl, now }),
      createActivationPages({ unitOfWork, hasher, passwordRules, attempts, publicUrl }),
      shutdown,
    ],
    feature: {
      jobs: {
        'sessions.purge': () =>
          unitOfWork.directory(async (db) => {
            await purgePayloads(db, now());
            await purgeAttempts(db, now());
          }),
      },
    },
    hasher,
  };
}
