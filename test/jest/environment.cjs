const { createRequire } = require('node:module');
const { types } = require('node:util');
const { TestEnvironment } = require('jest-environment-node');

const isInstance = Function.prototype[Symbol.hasInstance];

/**
 * Jest's own environment, and one world of it and of what {@link file://./shared-module.cjs} has Node load: they have
 * the process in common, `Date`, and what is an `Error`.
 */
module.exports = class extends TestEnvironment {
  #env = process.env;
  #variables = { ...process.env };
  #exitCode = process.exitCode;

  constructor(...options) {
    super(...options);
    Object.assign(this.global, { process, Date, requireShared: createRequire(__filename) });
    for (const { Error: known } of [globalThis, this.global]) {
      Object.defineProperty(known, Symbol.hasInstance, {
        configurable: true,
        value(value) {
          return isInstance.call(this, value) || (this === known && types.isNativeError(value));
        },
      });
    }
  }

  /** The next test file finds the process as this one did. */
  async teardown() {
    process.env = this.#env;
    for (const name of Object.keys(process.env)) if (!(name in this.#variables)) delete process.env[name];
    Object.assign(process.env, this.#variables);
    process.exitCode = this.#exitCode;
    await super.teardown();
  }
};
