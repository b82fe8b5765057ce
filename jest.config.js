import { availableParallelism } from 'node:os';

/** What all tests have in common, as one project of jest. */
export const project = {
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/test/jest/environment.cjs',
  runtime: '<rootDir>/test/jest/runtime.cjs',
  globalSetup: '<rootDir>/test/jest/global-setup.ts',
  globalTeardown: '<rootDir>/test/jest/global-teardown.ts',
  setupFiles: ['<rootDir>/test/jest/seed.ts'],
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/cdk.out'],
};

/** What jest takes beside its projects. */
export const run = {
  // jest would leave one of two cores idle.
  maxWorkers: '100%',
  // jest keeps something of each test file; a worker that has grown to this is replaced.
  workerIdleMemoryLimit: '450MB',
  // A test that hangs ends; one on a slow machine does not.
  testTimeout: 600_000,
};

export const unitProject = {
  ...project,
  displayName: 'unit',
  testMatch: ['<rootDir>/test/unit/**/*.test.ts'],
};

/** @type {import('jest').Config} */
export default {
  ...run,
  // Tests with a stack wait a third of their time.
  maxWorkers: availableParallelism() + 1,
  projects: [
    unitProject,
    { ...project, displayName: 'template', testMatch: ['<rootDir>/test/{template,snapshot}/**/*.test.ts'] },
    { ...project, displayName: 'stack', testMatch: ['<rootDir>/test/stack/**/*.test.ts'] },
  ],
};
