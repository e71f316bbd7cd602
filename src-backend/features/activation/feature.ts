import type { Feature } from '../../http/registerRoute.ts';
import type { BackendParts } from '../../parts.ts';
import { createPasswordRules, readCommonPasswords } from '../sessions/passwordRules.ts';
import { type ActivationPagesDependencies, createActivationPages } from './activationPages.ts';
import { type Activation, createActivation } from './createActivation.ts';

export interface ActivationFeature extends Feature {
  readonly activation: Activation;
}

/** Activation links: sending them, and the pages that they lead to (U5). */
export function createActivationFeature(
  parts: Pick<BackendParts, 'configuration'> &
    Pick<ActivationPagesDependencies, 'unitOfWork' | 'hasher' | 'attempts'>,
): ActivationFeature {
  const { publicUrl } = parts.configuration;
  const passwordRules = createPasswordRules(readCommonPasswords());
  return {
    activation: createActivation(publicUrl),
    plugins: [createActivationPages({ ...parts, passwordRules, publicUrl })],
  };
}
