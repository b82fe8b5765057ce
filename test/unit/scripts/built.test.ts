import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isBuilt, markBuilt } from '../../../scripts/built.ts';

const BEFORE = new Date('2026-01-01T10:00:00Z');
const BUILT = new Date('2026-01-01T11:00:00Z');
const AFTER = new Date('2026-01-01T12:00:00Z');

const FOLDERS = ['dist', 'lib/deep', 'console/page', 'handlers', 'scripts'];
const FILES = [
  'lib/deep/a.ts',
  'handlers/b.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

describe('isBuilt', () => {
  let root: string;
  const touch = (path: string, at: Date) => utimesSync(join(root, path), at, at);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mailroom-built-'));
    for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
    for (const file of FILES) writeFileSync(join(root, file), '{"include":["lib"]}');
    for (const path of [...FILES, ...FOLDERS, 'lib']) touch(path, BEFORE);
    markBuilt(BUILT, root);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('is true where nothing has changed since', () => {
    expect(isBuilt(root)).toBe(true);
  });

  it.each(['lib/deep/a.ts', 'lib/deep', 'handlers/b.ts', 'package-lock.json', 'tsconfig.build.json'])(
    'is false once %s has changed',
    (path) => {
      touch(path, AFTER);
      expect(isBuilt(root)).toBe(false);
    },
  );

  it('is false where nothing is built, or a room is gone', () => {
    rmSync(join(root, 'lib'), { recursive: true });
    expect(isBuilt(root)).toBe(false);
    rmSync(join(root, 'dist'), { recursive: true });
    expect(isBuilt(root)).toBe(false);
  });
});
