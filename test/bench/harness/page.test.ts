import { expect, it } from 'vitest';
import { between } from './page.ts';

const page = `# Title

<!-- bench:begin, written by "npm run bench -- --write" -->
old
<!-- bench:end -->

The rest.
`;

it('replaces what stands between the markers, as often as it is written', () => {
  const once = between(page, 'new');
  expect(once).toContain('new');
  expect(once).not.toContain('old');
  expect(once.startsWith('# Title')).toBe(true);
  expect(once.endsWith('The rest.\n')).toBe(true);
  expect(between(once, 'new')).toBe(once);
});

it('leaves a page without markers alone', () => {
  expect(() => between('# Title', 'new')).toThrow(/no place/u);
});
