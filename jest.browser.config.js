import { builtProject, run } from './jest.config.js';

/** The tests that need a browser: Debian's chromium, or the one that CHROMIUM names. */
export default { ...run, ...builtProject, testMatch: ['<rootDir>/test/browser/**/*.test.ts'] };
