const { createRequire } = require('node:module');
const { default: circus } = require('jest-circus/runner');
const { jestExpect } = require('@jest/expect');

/**
 * What jest would evaluate anew in the context of each test file, a tenth of a second each time. Of some of its modules
 * jest itself has Node load one for all.
 */
const SHARED = new Set([
  '@jest/expect',
  'expect',
  'jest-each',
  'jest-matcher-utils',
  'jest-message-util',
  'jest-snapshot',
  'jest-util',
  'pretty-format',
]);

/** The constructors that `expect.any` knows, each as the test file has it, with Node's own. */
const known = new WeakMap();
const { any } = jestExpect;
jestExpect.any = (type) => any(known.get(type) ?? type);

/** jest's own runner, with what is {@link SHARED}. */
module.exports = (globalConfig, config, environment, runtime, ...others) => {
  for (const type of [Array, BigInt, Boolean, Function, Number, Object, String, Symbol]) {
    known.set(environment.global[type.name], type);
  }
  const load = runtime.requireInternalModule.bind(runtime);
  runtime.requireInternalModule = (from, name) =>
    SHARED.has(name) ? createRequire(from)(name) : load(from, name);
  return circus(globalConfig, config, environment, runtime, ...others);
};
