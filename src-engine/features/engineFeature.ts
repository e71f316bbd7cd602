import type { EngineCommandName } from '#shared/desktop/index.ts';
import type { AnyWrite } from '../cache/write.ts';
import type { Handlers } from '../commands/handlers.ts';
import type { CopyKinds } from '../sync/copyKind.ts';

/** What a feature gives to the engine, in the file `feature.ts` of its folder; `composition.ts` lists them. */
export interface EngineFeature {
  /** The commands that it answers. */
  readonly handlers?: Partial<Handlers<EngineCommandName>>;
  /** How the copy holds the rows that are its own. */
  readonly kinds?: Partial<CopyKinds>;
  /** What else it changes in the copy. */
  readonly writes?: Readonly<Record<string, AnyWrite>>;
}
