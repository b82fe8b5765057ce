/** The packages that a worker of jest loads once for all its test files; see test/jest/shared-module.cjs. */
const SHARED = '(?:aws-cdk-lib|constructs|cdk-nag|@aws-sdk|@smithy|fast-check|fauxqs|esbuild|yaml)';

/** What all tests have in common, as one project of jest. */
export const project = {
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/test/jest/environment.cjs',
  testRunner: '<rootDir>/test/jest/runner.cjs',
  globalSetup: '<rootDir>/test/jest/global-setup.ts',
  globalTeardown: '<rootDir>/test/jest/global-teardown.ts',
  setupFiles: ['<rootDir>/test/jest/seed.ts'],
  transform: {
    [`/node_modules/${SHARED}/.*\\.[cm]?js$`]: '<rootDir>/test/jest/shared-module.cjs',
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${SHARED}/)`],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out'],
};

/** What jest takes beside its projects. */
export const run = {
  // jest would leave one of two cores idle.
  maxWorkers: '100%',
  // jest keeps something of each test file; a worker that has grown to this is replaced.
  workerIdleMemoryLimit: '300MB',
  // A test that hangs ends; one on a slow machine does not.
  testTimeout: 120_000,
};

/** As {@link project}, with our own modules as they are built: what listens, and its threads, is what ships. */
export const builtProject = {
  ...project,
  transform: { '<rootDir>/dist/.*\\.js$': '<rootDir>/test/jest/shared-module.cjs', ...project.transform },
  moduleNameMapper: {
    '^(?:\\.\\./)+(checker|cli|contract|lib|local|ops|publisher|template)/(.*)\\.ts$':
      '<rootDir>/dist/$1/$2.js',
  },
};

export const unitProject = {
  ...project,
  displayName: 'unit',
  testMatch: ['<rootDir>/test/unit/**/*.test.ts'],
};

/** @type {import('jest').Config} */
export default {
  ...run,
  projects: [
    unitProject,
    { ...project, displayName: 'template', testMatch: ['<rootDir>/test/{template,snapshot}/**/*.test.ts'] },
    { ...builtProject, displayName: 'stack', testMatch: ['<rootDir>/test/stack/**/*.test.ts'] },
  ],
};
