import { expect, it } from '@jest/globals';
import { coldSections, replaceColdSection } from '../../../bench/report/cold-sections.ts';

const PAGE = `# Benchmarks

old

## The processor

<!-- cold -->

old figures

<!-- /cold -->

words

<!-- share -->

<!-- /share -->
`;

it('keeps the end of the page, which another command writes', () => {
  expect(coldSections(PAGE)).toBe(PAGE.slice(PAGE.indexOf('## The processor')));
  expect(coldSections('# Benchmarks\n')).toBe('');
});

it('puts figures in the place of those before, and leaves the rest', () => {
  const changed = replaceColdSection(PAGE, 'cold', 'new figures');

  expect(changed).toBe(PAGE.replace('old figures', 'new figures'));
  expect(replaceColdSection(changed, 'cold', 'old figures')).toBe(PAGE);
});

it('refuses a page that has no place for them', () => {
  expect(() => replaceColdSection(PAGE, 'warm', 'figures')).toThrow(
    'expected <!-- warm --> and <!-- /warm -->',
  );
});
