import type { FastifyPluginAsync } from 'fastify';
import type { Authenticate } from '../../http/apiPlugin.ts';
import type { Feature } from '../../http/registerRoute.ts';
import type { BackendParts } from '../../parts.ts';
import { type Attempts, createAttempts } from './attempts.ts';
import { purgeAttempts } from './attemptsStore.ts';
import { createAuthenticate } from './authenticate.ts';
import { createBackground } from './background.ts';
import { createDeviceCookie } from './deviceCookie.ts';
import { loadOidcKeys } from './oidcKeys.ts';
import { createOidcPlugin } from './oidcPlugin.ts';
import { audienceOf, createOidcProvider, issuerOf } from './oidcProvider.ts';
import { purgePayloads } from './oidcStore.ts';
import { createPasswordHasher, type PasswordHasher } from './passwordHasher.ts';
import { createSignIn } from './signIn.ts';
import { createSignInPages } from './signInPages.ts';

export interface SessionsFeature extends Feature {
  readonly authenticate: Authenticate;
  readonly hasher: PasswordHasher;
  readonly attempts: Attempts;
}

/** Signing in and sessions: the authorization server at `/oidc`, its pages, and the check of its tokens. */
export async function createSessionsFeature(
  parts: Pick<BackendParts, 'unitOfWork' | 'configuration' | 'logger' | 'now'>,
): Promise<SessionsFeature> {
  const { unitOfWork, logger, now } = parts;
  const { publicUrl } = parts.configuration;
  const keys = await loadOidcKeys(unitOfWork);
  const background = createBackground(logger);
  const hasher = createPasswordHasher();
  const attempts = createAttempts({ unitOfWork, now });
  const signIn = createSignIn({ unitOfWork, hasher, attempts, background });
  const provider = createOidcProvider({ unitOfWork, keys, background, logger, now, publicUrl });
  const deviceCookie = createDeviceCookie(keys.deviceSecret);
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
    hasher,
    attempts,
    plugins: [
      createOidcPlugin(provider, publicUrl),
      createSignInPages({ provider, signIn, deviceCookie, publicUrl, now }),
      shutdown,
    ],
    jobs: {
      'sessions.purge': () =>
        unitOfWork.directory(async (db) => {
          await purgePayloads(db, now());
          await purgeAttempts(db, now());
        }),
    },
  };
}
