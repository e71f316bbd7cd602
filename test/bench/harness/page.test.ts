import { expect, it } from 'vitest';
import { between } from './page.ts';

const page = `# Title

<!-- bench:full, written by "npm run bench -- --write" -->
a million, old
<!-- bench:full:end -->

<!-- bench:quick, written by "npm run bench -- --quick --write" -->
quick, old
<!-- bench:quick:end -->

The rest.
`;

it('replaces what stands between the markers, as often as it is written', () => {
  const once = between(page, 'full', 'new');
  expect(once).toContain('new');
  expect(once).not.toContain('a million, old');
  expect(once.startsWith('# Title')).toBe(true);
  expect(once.endsWith('The rest.\n')).toBe(true);
  expect(between(once, 'full', 'new')).toBe(once);
});

it('keeps the other table, whichever is written', () => {
  expect(between(page, 'full', 'new')).toContain('quick, old');
  expect(between(page, 'quick', 'new')).toContain('a million, old');
});

it('leaves a page without markers alone', () => {
  expect(() => between('# Title', 'quick', 'new')).toThrow(/no place/u);
});
