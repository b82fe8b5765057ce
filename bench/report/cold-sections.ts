/** What stands at the end of the page, by `npm run bench:cold`: each between two comments of its name. */
const HEADING = '## The processor';

/** The end of a page, from its heading on; empty where there is none. */
export function coldSections(page: string): string {
  const start = page.indexOf(HEADING);
  return start < 0 ? '' : page.slice(start);
}

/** The page with `text` as its section of this name. */
export function replaceColdSection(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = [page.split(begin, 1)[0] ?? '', page.slice(page.indexOf(end))];
  if (!page.includes(begin) || !page.includes(end)) {
    throw new Error(`docs/benchmarks.md: expected ${begin} and ${end}, between which the figures go`);
  }
  return `${before}${begin}\n\n${text}\n\n${rest}`;
}
