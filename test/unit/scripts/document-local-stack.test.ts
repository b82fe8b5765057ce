import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { documented } from '../../../scripts/document-local-stack.ts';

describe('docs/local-stack.md', () => {
  it('says of services and resource types what the registry says: else run "npm run document"', () => {
    const text = readFileSync('docs/local-stack.md', 'utf8');

    expect(documented(text)).toBe(text);
  });
});
