/** What tests import of `@jest/globals`, of the test file that runs now. */
const now = (name) => globalThis[Symbol.for('jest globals')][name];

const ofThisFile = (name) =>
  new Proxy(() => {}, {
    apply: (_, self, args) => Reflect.apply(now(name), self, args),
    get: (_, key) => now(name)[key],
  });

export const afterAll = ofThisFile('afterAll');
export const afterEach = ofThisFile('afterEach');
export const beforeAll = ofThisFile('beforeAll');
export const beforeEach = ofThisFile('beforeEach');
export const describe = ofThisFile('describe');
export const expect = ofThisFile('expect');
export const it = ofThisFile('it');
export const jest = ofThisFile('jest');
