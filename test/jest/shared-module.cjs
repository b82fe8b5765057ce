const { createHash } = require('node:crypto');

/**
 * Has a worker of jest load a module once, by Node itself, instead of anew for each test file. Jest evaluates every
 * module of an import in the test file's own context: of the CDK that is some thousand files, 4 seconds and 300 MB.
 *
 * The price: what such a module keeps is shared by the test files of a worker, fake timers do not reach it, and its
 * errors are no `instanceof` the test's `Error`.
 */
module.exports = {
  process: (_source, file, { supportsStaticESM }) => {
    const loaded = `requireShared(${JSON.stringify(file)})`;
    return { code: supportsStaticESM ? asEsModule(loaded, require(file)) : `module.exports = ${loaded};` };
  },
  getCacheKey: (source, file, { supportsStaticESM }) =>
    createHash('sha256').update([source, file, supportsStaticESM].join('\0')).digest('hex'),
};

function asEsModule(loaded, exported) {
  const names = Object.keys(exported).filter((name) => name !== 'default' && name !== 'module.exports');
  const parts = names.map((name) => `export const ${name} = shared.${name};`);
  if ('default' in exported) parts.push('export default shared.default;');
  return `const shared = ${loaded};\n${parts.join('\n')}`;
}
