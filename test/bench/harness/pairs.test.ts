import { expect, it } from 'vitest';
import { ratio } from './pairs.ts';

it('takes the ratio of each pair, so that a machine that slows down does not count', async () => {
  let slowness = 1;
  const took = (milliseconds: number) => async () => milliseconds * slowness;
  const ours = took(3);
  const measured = await ratio(
    async (pair) => {
      slowness = 1 + Math.floor(pair / 5);
      return ours();
    },
    took(2),
    { pairs: 20, warmUp: 0 },
  );
  expect(measured.median).toBe(1.5);
  expect(measured.n).toBe(20);
});

it('lets the sides take turns in going first, and forgets the warm-up', async () => {
  const order: string[] = [];
  const side = (name: string) => async (pair: number) => {
    order.push(`${name}${pair}`);
    return 1;
  };
  const { n } = await ratio(side('ours'), side('theirs'), { pairs: 2, warmUp: 1 });
  expect(order).toEqual(['theirs-1', 'ours-1', 'ours0', 'theirs0', 'theirs1', 'ours1']);
  expect(n).toBe(2);
});
