import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  answered,
  failed,
  RunningFunctions,
  returning,
} from '../../../../support/local/a-running-function.ts';

const COMMON_JS = `const path = require('node:path'); exports.handler = async () => path.join('common', 'js');`;

describe('the code of a function', () => {
  const functions = new RunningFunctions();

  afterEach(() => functions.end());

  it.each<[string, Record<string, string>, string, unknown]>([
    ['an ES module', { 'index.mjs': returning('"es"') }, 'index.handler', 'es'],
    ['CommonJS in index.js', { 'index.js': COMMON_JS }, 'index.handler', 'common/js'],
    ['CommonJS in index.cjs', { 'index.cjs': COMMON_JS }, 'index.handler', 'common/js'],
    [
      'an ES module in index.js, by its package.json',
      { 'index.js': returning('"es"'), 'package.json': '{"type":"module"}' },
      'index.handler',
      'es',
    ],
    ['another module and another export', { 'main.mjs': 'export const run = async () => 1;' }, 'main.run', 1],
    [
      'an export inside another',
      { 'index.mjs': 'export const api = { run: async () => 2 };' },
      'index.api.run',
      2,
    ],
    [
      'index.js before index.mjs',
      { 'index.js': COMMON_JS, 'index.mjs': returning('"es"') },
      'index.handler',
      'common/js',
    ],
  ])('may be %s', async (_, files, handler, expected) => {
    expect(await functions.start({ files, handler }).invoke()).toEqual(answered(expected));
  });

  it('may be in a folder of the asset', async () => {
    const folder = functions.folder({});
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'index.mjs'), returning('"inside"'));

    const { invoke } = functions.start({ codeDirectory: folder, handler: 'src/index.handler' });

    expect(await invoke()).toEqual(answered('inside'));
  });

  it('is CommonJS in index.js also inside a project of ES modules, as nothing is above it in Lambda', async () => {
    const project = functions.folder({ 'package.json': '{"type":"module"}' });
    const asset = join(project, 'asset.1');
    mkdirSync(asset);
    writeFileSync(join(asset, 'index.js'), `exports.handler = require('./other.js').handler;`);
    writeFileSync(join(asset, 'other.js'), COMMON_JS);

    expect(await functions.start({ codeDirectory: asset }).invoke()).toEqual(answered('common/js'));
  });

  it.each<[string, Record<string, string>, string, string, unknown]>([
    ['is missing', {}, 'index.handler', 'Runtime.ImportModuleError', `Cannot find module 'index'`],
    [
      'imports what is missing',
      { 'index.mjs': `import 'left-out';` },
      'index.handler',
      'Runtime.ImportModuleError',
      expect.stringContaining(`Cannot find package 'left-out'`),
    ],
    [
      'imports a part of the SDK that is missing',
      { 'index.mjs': `import '@aws-sdk/client-left-out';` },
      'index.handler',
      'Runtime.ImportModuleError',
      expect.stringContaining(`Cannot find package '@aws-sdk/client-left-out'`),
    ],
    [
      'requires what is missing',
      { 'index.js': `require('left-out');` },
      'index.handler',
      'Runtime.ImportModuleError',
      expect.stringContaining(`Cannot find module 'left-out'`),
    ],
    [
      'has no such export',
      { 'index.mjs': returning('1') },
      'index.other',
      'Runtime.HandlerNotFound',
      'index.other is undefined or not exported',
    ],
    [
      'exports no function',
      { 'index.mjs': 'export const handler = 1;' },
      'index.handler',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    [
      'is named by no module',
      { 'index.mjs': returning('1') },
      'handler',
      'Runtime.MalformedHandlerName',
      '"handler" is not a module and an export',
    ],
    [
      'has a wrong syntax',
      { 'index.mjs': 'export const = 1;' },
      'index.handler',
      'Runtime.UserCodeSyntaxError',
      expect.any(String),
    ],
    [
      'is an ES module in a file of CommonJS',
      { 'index.js': returning('1') },
      'index.handler',
      'Runtime.UserCodeSyntaxError',
      `Unexpected token 'export'`,
    ],
    ['throws nothing while it is loaded', { 'index.mjs': 'throw null;' }, 'index.handler', 'object', 'null'],
    [
      'throws while it is loaded',
      { 'index.mjs': `throw new RangeError('no region');` },
      'index.handler',
      'RangeError',
      'no region',
    ],
  ])('fails where it %s', async (_, files, handler, errorType, errorMessage) => {
    const { invoke } = functions.start({ files, handler });

    expect(await invoke()).toMatchObject(failed(errorType, errorMessage));
  });

  it('is loaded again for the next invocation after it failed', async () => {
    const { invoke, folder } = functions.start({ code: `throw new Error('not yet');` });
    const first = await invoke();
    writeFileSync(join(folder, 'index.mjs'), returning('"now"'));

    expect([first, await invoke()]).toMatchObject([failed('Error', 'not yet'), answered('now')]);
  });

  describe('with a callback', () => {
    const code =
      'export const handler = (event, context, callback) => callback(event.error ?? null, event.value);';

    it('answers by it on nodejs22.x', async () => {
      expect(await functions.start({ code, runtime: 'nodejs22.x' }).invoke({ value: 7 })).toEqual(
        answered(7),
      );
    });

    it('fails by it on nodejs22.x', async () => {
      expect(await functions.start({ code, runtime: 'nodejs22.x' }).invoke({ error: 'no' })).toMatchObject(
        failed('string', 'no'),
      );
    });

    it('may answer by a promise all the same on nodejs22.x', async () => {
      const promising = 'export const handler = async (event, context, callback) => "promised";';

      expect(await functions.start({ code: promising, runtime: 'nodejs22.x' }).invoke()).toEqual(
        answered('promised'),
      );
    });

    it('is refused on nodejs24.x', async () => {
      expect(await functions.start({ code }).invoke({ value: 7 })).toMatchObject(
        failed('Runtime.CallbackHandlerDeprecated', 'nodejs24.x no longer takes handlers with a callback'),
      );
    });
  });
});
