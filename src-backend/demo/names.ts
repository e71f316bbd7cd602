import { readFileSync } from 'node:fs';

/** A name as its owner writes it, and as an e-mail address does. */
type DemoName = readonly [written: string, address: string];

export interface NamePool {
  readonly first: readonly DemoName[];
  readonly last: readonly DemoName[];
}

/** `Jürgen/juergen, Anneliese`: names with their address forms; without one, the name in small letters. */
const parse = (text = ''): readonly DemoName[] =>
  text.split(',').map((entry) => {
    const [written = '', address] = entry.trim().split('/');
    return [written, address ?? written.toLowerCase()];
  });

/** `pool: first names | last names`, a pool a line: names by where they are common, in the script of the place. */
const lines = readFileSync(new URL('names.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const pools = new Map(
  lines.map((line): [string, NamePool] => {
    const [name = '', first, last] = line.split(/[:|]/u);
    return [name, { first: parse(first), last: parse(last) }];
  }),
);

export function namePool(name: string): NamePool {
  const pool = pools.get(name);
  if (pool === undefined) throw new Error(`There are no names of the pool ${name}.`);
  return pool;
}

/** Names at which layouts break. */
export const longNames: readonly (readonly [first: string, last: string, address: string])[] = [
  ['María de los Ángeles Guadalupe', 'Fernández de Córdoba y Álvarez de Toledo', 'maria.fernandez'],
  ['Karl-Theodor Maximilian Nikolaus', 'von und zu Hohenlohe-Waldenburg-Schillingsfürst', 'kt.hohenlohe'],
  ['Hubert Blaine', 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft', 'hubert.wolfe'],
  ['Rhoshandiatellyneshiaunneveshenk', 'O’Shaughnessy-Featherstonehaugh', 'rho.oshaughnessy'],
  ['กรุงเทพมหานคร อมรรัตนโกสินทร์', 'มหินทรายุธยามหาดิลก', 'krungthep'],
  ['X', 'Y', 'x.y'],
];
