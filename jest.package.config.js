import { project, run } from './jest.config.js';

/** The tests of the package as others install it, from its tarball, into an app of their own. */
export default {
  ...run,
  ...project,
  testMatch: ['<rootDir>/test/package/**/*.test.ts'],
  globalSetup: '<rootDir>/test/package/install-app.ts',
  globalTeardown: '<rootDir>/test/package/remove-app.ts',
};
