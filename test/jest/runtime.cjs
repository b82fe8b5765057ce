const { enableCompileCache, flushCompileCache, registerHooks } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

enableCompileCache(join(__dirname, '../../node_modules/.cache/compiled'));
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals'
      ? next('./globals.js', { ...context, parentURL: pathToFileURL(__filename).href })
      : next(specifier, context),
});

let files = 0;

/**
 * Has Node itself run the tests, in the one realm that it has, in place of jest's copy of Node's module system: that
 * evaluates every module of every import anew for each test file, the whole CDK for one `App`.
 *
 * The price: what a module keeps, and what a test changes of the process, is there for the worker's next test file.
 */
module.exports = class Runtime {
  #environment;

  constructor(_config, environment) {
    this.#environment = environment;
  }

  /** jest's own module of the tests of a file: what it keeps is theirs. */
  requireInternalModule(file) {
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    delete require.cache[file];
    return require(file);
  }

  requireModule(file) {
    return require(file);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(file) {
    files += 1;
    await import(`${pathToFileURL(file).href}?${files}`);
  }

  setGlobalsForRuntime(globals) {
    const { moduleMocker, fakeTimersModern } = this.#environment;
    globalThis[Symbol.for('jest globals')] = {
      ...globals,
      jest: {
        fn: moduleMocker.fn.bind(moduleMocker),
        spyOn: moduleMocker.spyOn.bind(moduleMocker),
        restoreAllMocks: () => moduleMocker.restoreAllMocks(),
        useFakeTimers: (config) => fakeTimersModern.useFakeTimers(config),
        useRealTimers: () => fakeTimersModern.useRealTimers(),
        setSystemTime: (now) => fakeTimersModern.setSystemTime(now),
        runAllTimersAsync: () => fakeTimersModern.runAllTimersAsync(),
      },
    };
  }

  enterTestCode() {}
  leaveTestCode() {}
  getSourceMaps() {
    return new Map();
  }
  getAllCoverageInfoCopy() {}
  teardown() {
    flushCompileCache();
  }
};
