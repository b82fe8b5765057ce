import { project, run } from './jest.config.js';

/** The tests that need a browser: Debian's chromium, or the one that CHROMIUM names. */
export default { ...run, ...project, testMatch: ['<rootDir>/test/browser/**/*.test.ts'] };
