import { describe, expect, it } from '@jest/globals';
import { withSecrets } from '../../../../../local/services/lambda/amplify-secrets.ts';

const PLACEHOLDER = '<value will be resolved during runtime>';
const paths = {
  API_KEY: {
    path: '/amplify/app/ada-sandbox-0123/API_KEY',
    sharedPath: '/amplify/shared/app/API_KEY',
  },
  ENDPOINT: { path: '/amplify/resource_reference/app/ada-sandbox-0123/ENDPOINT' },
};
const variables = {
  API_KEY: PLACEHOLDER,
  ENDPOINT: PLACEHOLDER,
  STAGE: 'dev',
  AMPLIFY_SSM_ENV_CONFIG: JSON.stringify(paths),
};
const none = { secrets: {}, storedValue: () => undefined };

describe('withSecrets', () => {
  it('gives secrets by their names, and other values by their paths', () => {
    const { variables: filled, missing } = withSecrets(variables, {
      secrets: { API_KEY: 'k-1', OTHER: 'unused' },
      storedValue: (path) => (path === paths.ENDPOINT.path ? 'https://here' : undefined),
    });

    expect(missing).toEqual([]);
    expect(filled).toEqual({
      API_KEY: 'k-1',
      ENDPOINT: 'https://here',
      STAGE: 'dev',
      AMPLIFY_SSM_ENV_CONFIG: '{}',
    });
  });

  it.each([paths.API_KEY.path, paths.API_KEY.sharedPath])('finds a secret by its path %s too', (path) => {
    const storedValue = (name: string) => (name === path ? 'k-2' : undefined);

    expect(withSecrets(variables, { secrets: {}, storedValue }).variables.API_KEY).toBe('k-2');
  });

  it('names what has no value, which keeps its text and is not asked for', () => {
    const { variables: filled, missing } = withSecrets(variables, none);

    expect(missing).toEqual(['API_KEY', paths.ENDPOINT.path]);
    expect(filled).toEqual({ ...variables, AMPLIFY_SSM_ENV_CONFIG: '{}' });
  });

  it.each([
    ['nothing in it', { STAGE: 'dev' }],
    ['something else than JSON', { AMPLIFY_SSM_ENV_CONFIG: '{' }],
    ['a list', { AMPLIFY_SSM_ENV_CONFIG: '[]' }],
  ])('finds no secrets in an environment with %s', (_, given) => {
    expect(withSecrets(given, none).missing).toEqual([]);
  });

  it('takes no name that every object has for a secret', () => {
    const config = { A: { path: '/amplify/a/b/toString', sharedPath: '/amplify/shared/a/toString' } };

    expect(withSecrets({ AMPLIFY_SSM_ENV_CONFIG: JSON.stringify(config) }, none).missing).toEqual([
      'toString',
    ]);
  });
});
