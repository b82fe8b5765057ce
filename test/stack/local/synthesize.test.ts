import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hasAmplifyBackend, synthesizeBackend } from '../../../local/synthesize.ts';

async function aProject(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'project-'));
  for (const [name, text] of Object.entries(files)) {
    const file = join(directory, 'amplify', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return directory;
}

const WRITES = (text: string) =>
  `process.getBuiltinModule('node:fs').mkdirSync(process.env.CDK_OUTDIR, { recursive: true });
   process.getBuiltinModule('node:fs').writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', '${text}');`;

describe('synthesizeBackend', () => {
  it.each([
    ['backend.ts', { 'backend.ts': `const text: string = 'x'; ${WRITES('it')}` }],
    [
      'backend.mjs',
      { 'backend.mjs': `import './other.ts'; ${WRITES('it')}`, 'other.ts': 'export type A = 1;' },
    ],
    [
      'backend.ts with imports without an extension, of a package in CommonJS',
      {
        'backend.ts': `import { text } from './other'; import { sep } from 'node:path'; if (sep) { ${WRITES('it')} } const a: string = text;`,
        'other.ts': `import { more } from './more/index'; export const text: string = more;`,
        'more/index.ts': `export enum Kind { One = 'x' } export const more: string = Kind.One;`,
      },
    ],
    [
      'backend.ts with imports without an extension, of a package of modules',
      {
        'package.json': '{ "type": "module" }',
        'backend.ts': `import { text } from './other'; await 1; ${WRITES('it')} const a: string = text;`,
        'other.ts': `export const text: string = import.meta.url;`,
      },
    ],
    ['backend.cjs', { 'backend.cjs': `require('node:path'); ${WRITES('it')}` }],
    [
      'backend.js before backend.ts, as Amplify does',
      { 'backend.js': WRITES('it'), 'backend.ts': WRITES('other') },
    ],
  ])('runs %s', async (_, files) => {
    const directory = await aProject(files);

    const assembly = await synthesizeBackend({ directory, outdir: join(directory, 'out') });

    expect(hasAmplifyBackend(directory)).toBe(true);
    expect(await readFile(join(assembly, 'manifest.json'), 'utf8')).toBe('it');
  });

  it('says where it has looked in vain', async () => {
    const directory = await aProject({});

    expect(hasAmplifyBackend(directory)).toBe(false);
    await expect(synthesizeBackend({ directory, outdir: join(directory, 'out') })).rejects.toThrow(
      `There is no amplify/backend.ts, or .js, .mjs or .cjs, in ${directory}: name the folder of an Amplify project.`,
    );
  });
});
