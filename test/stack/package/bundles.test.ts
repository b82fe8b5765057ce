import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, type Metafile } from 'esbuild';
import { bundleHandlers, handlerBundle, lazyBundles } from '../../../scripts/bundle-handlers.ts';

const HANDLERS = ['emailer', 'feedback', 'publisher'];

/** What the emailer reads beside it where it needs it: for an attachment in S3, and for MIME. */
const S3 = 's3-client.mjs';
const MIME = 'mime.mjs';
const MAX_LAZY_BYTES = 320_000;

const MAX_BYTES = 420_000;

const scratch = mkdtempSync(join(tmpdir(), 'mailroom-bundles-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('the handlers’ bundles', () => {
  let outputs: Metafile['outputs'] = {};

  beforeAll(async () => {
    const built = await Promise.all(
      [handlerBundle('dist/bundles'), ...lazyBundles('dist/bundles')].map((options) =>
        build({ ...options, write: false }),
      ),
    );
    outputs = Object.assign({}, ...built.map(({ metafile }) => metafile?.outputs));
  });

  /** What the bundle has code from. */
  function filesIn(handler: string, file = 'index.mjs'): string[] {
    const inputs = Object.entries(outputs[`dist/bundles/${handler}/${file}`]?.inputs ?? {});
    return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  }

  function packagesIn(handler: string, file?: string): string[] {
    const names = filesIn(handler, file).map(
      (file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1],
    );
    return [...new Set(names)].filter((name) => name !== undefined).sort();
  }

  it('are the same bytes, and so the same asset, when they are built once more', async () => {
    await bundleHandlers(scratch);

    for (const handler of HANDLERS) {
      expect(contentOf(join(scratch, handler))).toEqual(contentOf(join('dist/bundles', handler)));
    }
  });

  it.each([
    ['emailer', ['@aws-sdk/client-dynamodb', '@aws-sdk/client-ses', '@aws-sdk/client-sqs']],
    ['feedback', ['@aws-sdk/client-dynamodb']],
    ['publisher', ['@aws-sdk/client-sns']],
  ])('hold the clients that the %s calls, and no other', (handler, clients) => {
    expect(packagesIn(handler).filter((name) => name.startsWith('@aws-sdk/client-'))).toEqual(clients);
  });

  it.each([
    ['emailer', ['batch', 'commons', 'idempotency', 'jmespath', 'logger', 'metrics']],
    ['feedback', ['batch', 'commons', 'logger', 'metrics']],
    ['publisher', []],
  ])('hold the parts of Powertools that the %s uses, and no other', (handler, parts) => {
    const scope = '@aws-lambda-powertools/';

    expect(packagesIn(handler).filter((name) => name.startsWith(scope))).toEqual(
      parts.map((part) => scope + part),
    );
  });

  it('hold middy in those of a queue, and the schema library in all', () => {
    for (const handler of ['emailer', 'feedback']) {
      expect(packagesIn(handler)).toEqual(expect.arrayContaining(['@middy/core', 'valibot']));
    }
    expect(packagesIn('publisher')).toEqual(expect.arrayContaining(['valibot']));
  });

  it.each(HANDLERS)(
    'hold in the %s neither credentials but the environment’s nor event streams',
    (handler) => {
      const unneeded = /credential-provider|nested-clients|token-providers|\/event-streams\//;

      expect(filesIn(handler).filter((file) => unneeded.test(file))).toEqual([]);
      expect(filesIn(handler).filter((file) => file.startsWith('scripts/'))).toEqual([
        'scripts/replacements/event-streams.ts',
        'scripts/replacements/credentials.ts',
      ]);
    },
  );

  it('keep the client of S3 in a file of its own, which only an attachment there has read', () => {
    const { imports = [], bytes } = outputs[`dist/bundles/emailer/${S3}`] ?? {};
    const emailers = outputs['dist/bundles/emailer/index.mjs']?.imports ?? [];

    expect(packagesIn('emailer', S3).filter((name) => name.startsWith('@aws-sdk/client-'))).toEqual([
      '@aws-sdk/client-s3',
    ]);
    expect(emailers.filter(({ path }) => path === `./${S3}`).map(({ kind }) => kind)).not.toContain(
      'import-statement',
    );
    expect(imports.filter(({ path }) => !isBuiltin(path))).toEqual([]);
    expect(bytes).toBeLessThanOrEqual(MAX_LAZY_BYTES);
    expect(filesIn('emailer', S3).filter((file) => /credential-provider|nested-clients/.test(file))).toEqual(
      [],
    );
  });

  it('keep what composes MIME in a file of its own, which only an email that needs it has read', () => {
    const { imports = [] } = outputs[`dist/bundles/emailer/${MIME}`] ?? {};
    const emailers = outputs['dist/bundles/emailer/index.mjs']?.imports ?? [];

    expect(packagesIn('emailer', MIME)).toEqual(['nodemailer']);
    expect(packagesIn('emailer')).not.toContain('nodemailer');
    expect(emailers.find(({ path }) => path === `./${MIME}`)?.kind).toBe('dynamic-import');
    expect(imports.filter(({ path }) => !isBuiltin(path))).toEqual([]);
  });

  it('are not built once the SDK imports elsewhere what is replaced', async () => {
    const { entryPoints, ...options } = handlerBundle(scratch);
    const building = build({ ...options, stdin: { contents: 'export {};' }, write: false });

    await expect(building).rejects.toThrow(/nothing imports @aws-sdk\/credential-provider-node any more/);
  });

  describe.each(HANDLERS)('%s', (handler) => {
    const directory = join('dist/bundles', handler);
    const code = readFileSync(join(directory, 'index.mjs'), 'utf8');

    it('is one ES module, without a source map, which Node would read at every cold start', () => {
      expect(readdirSync(directory)).toEqual(handler === 'emailer' ? ['index.mjs', MIME, S3] : ['index.mjs']);
      expect(code).not.toContain('sourceMappingURL');
    });

    it('brings the SDK and everything else along: only Node’s own modules are imported', () => {
      const imported = outputs[`dist/bundles/${handler}/index.mjs`]?.imports.map(({ path }) => path) ?? [];

      expect(imported).not.toEqual([]);
      const others = imported.filter((path) => !isBuiltin(path));
      expect(others.filter((path) => ![`./${MIME}`, `./${S3}`].includes(path))).toEqual([]);
    });

    it(`is at most ${MAX_BYTES} bytes`, () => {
      expect(statSync(join(directory, 'index.mjs')).size).toBeLessThanOrEqual(MAX_BYTES);
    });

    it('names no file by where it was built', () => {
      expect(code).not.toContain(process.cwd());
    });
  });
});

/** What an asset's hash is made from: the names and the bytes of its files. */
function contentOf(directory: string): Record<string, string> {
  const files = readdirSync(directory).sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}
