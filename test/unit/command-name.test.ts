import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Texts that somebody may copy from, the stored templates included. */
const TEXTS = globSync([
  '{README,CHANGELOG}.md',
  'docs/**/*.md',
  '{amplify,bench,checker,cli,contract,handlers,lib,local,ops,publisher,scripts}/**/*.{ts,js,html}',
  'test/snapshot/__snapshots__/*.snap',
]);

const COMMANDS = 'local|send|status|dlq|check';

function linesWith(pattern: RegExp): string[] {
  return TEXTS.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the name of the command', () => {
  it("is the package's, for which npx takes no other package", () => {
    const { name, bin } = JSON.parse(readFileSync('package.json', 'utf8'));

    expect(bin).toEqual({ [name]: 'dist/cli/mailroom.js', mailroom: 'dist/cli/mailroom.js' });
  });

  it('is that in every text', () => {
    expect(TEXTS.length).toBeGreaterThan(300);
    expect(linesWith(/\b(?:npx|npm exec|pnpm exec|pnpm dlx|yarn dlx|bunx)\s+(?:-\S+\s+)*mailroom\b/)).toEqual(
      [],
    );
    expect(linesWith(new RegExp(`(?<![\\w/.-])mailroom (?:${COMMANDS})\\b`))).toEqual([]);
  });
});
