import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const DOCUMENTS = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const textOf = (path: string) => readFileSync(path, 'utf8').replace(/^```.*?^```$/gms, '');

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  const seen = new Map<string, number>();
  return Array.from(textOf(path).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

describe.each(DOCUMENTS)('%s', (path) => {
  it('has no link within the repository that leads nowhere', () => {
    const links = Array.from(textOf(path).matchAll(/(?:\]\(|src=")([^)"\s]+)/g), ([, link = '']) => link);
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : join(dirname(path), file);
        if (!existsSync(target)) return true;
        return anchor !== undefined && !anchorsOf(target).includes(anchor);
      });

    expect(broken).toEqual([]);
  });
});

it('README.md is read in a minute', () => {
  const readme = readFileSync('README.md', 'utf8');

  expect(readme.split('\n').length).toBeLessThanOrEqual(150);
  expect(readme.indexOf('```sh\nnpm install\nnpm start\n```')).toBeLessThan(1000);
});

it('README.md leads to every page', () => {
  const readme = readFileSync('README.md', 'utf8');

  expect(DOCUMENTS.filter((path) => path !== 'README.md' && !readme.includes(`](${path}`))).toEqual([]);
});

it('CONTRIBUTING.md names files that are there', () => {
  const named = readFileSync('CONTRIBUTING.md', 'utf8').matchAll(
    /`((?:bench|checker|cli|contract|docs|handlers|lib|local|ops|publisher|template|test)\/[\w./-]*)`/g,
  );
  const paths = [...new Set(Array.from(named, ([, path = '']) => path))];

  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});
