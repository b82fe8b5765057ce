/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['<rootDir>/test/{unit,snapshot,template,integration}/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out'],
  // jest would leave one of two cores idle.
  maxWorkers: '100%',
  globalTeardown: '<rootDir>/test/support/shared-backend.ts',
  setupFiles: ['<rootDir>/test/setup/seed.ts'],
  // A test that hangs ends; one on a slow machine does not.
  testTimeout: 120_000,
};
