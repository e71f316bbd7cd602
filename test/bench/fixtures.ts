import {
  buildLargeWorld,
  buildLoneWorld,
  buildManyWorld,
  type LargeWorld,
  type ManyWorld,
  smallSize,
  type World,
} from './backend/world.ts';
import { prepareProfile, type Profile } from './desktop/profile.ts';
import { createPrograms, type Programs } from './desktop/programs.ts';
import type { Scale } from './harness/goal.ts';

/** What goals share; each is made when the first of them asks for it. */
export interface Fixtures {
  readonly largeWorld: () => Promise<LargeWorld>;
  readonly loneWorld: () => Promise<World>;
  readonly manyWorld: () => Promise<ManyWorld>;
  /** Starts the console that `npm run build` made, and the bare window. */
  readonly programs: () => Promise<Programs>;
  /** Signed in where there are a thousand users. */
  readonly smallProfile: () => Promise<Profile>;
  /** Signed in where there are the large tenant and the small one, both copied; the small one in view. */
  readonly largeProfile: () => Promise<Profile>;
  /** Signed in where there are very many tenants, all copied. */
  readonly manyProfile: () => Promise<Profile>;
  readonly close: () => Promise<void>;
}

export function createFixtures(scale: Scale): Fixtures {
  const made: Promise<{ readonly close: () => Promise<void> }>[] = [];
  const once = <T extends { readonly close: () => Promise<void> }>(
    make: () => Promise<T>,
  ): (() => Promise<T>) => {
    let value: Promise<T> | undefined;
    return () => {
      if (value === undefined) {
        value = make();
        made.push(value);
      }
      return value;
    };
  };
  const largeWorld = once(() => buildLargeWorld(scale));
  const loneWorld = once(() => buildLoneWorld());
  const manyWorld = once(() => buildManyWorld(scale));
  const programs = once(() => createPrograms());
  const users = smallSize.users;
  return {
    largeWorld,
    loneWorld,
    manyWorld,
    programs,
    smallProfile: once(async () => {
      const world = await loneWorld();
      return await prepareProfile(world, [{ id: world.small.id, users }], await programs());
    }),
    largeProfile: once(async () => {
      const world = await largeWorld();
      const tenants = [
        { id: world.small.id, users },
        { id: world.large.id, users: scale.users },
      ];
      return await prepareProfile(world, tenants, await programs());
    }),
    manyProfile: once(async () => {
      const world = await manyWorld();
      const tenants = world.many.map(({ id }) => ({ id, users: world.usersOfEach }));
      return await prepareProfile(world, tenants, await programs());
    }),
    close: async () => {
      for (const one of made.toReversed()) {
        const fixture = await one.catch(() => null);
        await fixture?.close();
      }
    },
  };
}
