import { type Json, objectOf, own } from '../../../template/json.ts';
import { textOf } from '../../../template/scalars.ts';

/** Where Amplify names the variables that its own code in the bundle fills from the SSM parameter store at the cold start. */
const CONFIGURATION = 'AMPLIFY_SSM_ENV_CONFIG';

/** What every branch of an app may read is stored under `/amplify/shared/<app>/<secret>`. */
const SHARED_SECRET = /^\/amplify\/shared\/[^/]+\/(.+)$/;

export interface SecretSources {
  /** By the name that `secret()` is called with. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly storedValue: (name: string) => string | undefined;
}

/** An environment whose variables have their values. */
interface FilledEnvironment {
  readonly variables: Record<string, string>;
  /** The names of the secrets, or of the parameters in the store, that have none. */
  readonly missing: readonly string[];
}

/**
 * The variables that the template gives a function, with values in those that an Amplify function has in the parameter
 * store, as Amplify's own code would find them; nothing is left for it to ask for. What has no value keeps Amplify's text, as where the secret has not been set on AWS.
 * @see https://github.com/aws-amplify/amplify-backend/blob/main/packages/backend-function/src/lambda-shims/resolve_ssm_params.ts
 */
export function withSecrets(
  given: Json | undefined,
  { secrets, storedValue }: SecretSources,
): FilledEnvironment {
  const entries = Object.entries(objectOf(given)).map(([variable, value]) => [variable, textOf(value)]);
  const variables: Record<string, string> = Object.fromEntries(entries);
  const filled: Record<string, string> = {};
  const missing: string[] = [];
  for (const [variable, paths] of Object.entries(configurationIn(variables))) {
    const [path, sharedPath] = [textOf(own(paths, 'path')), textOf(own(paths, 'sharedPath'))];
    const [, secret] = SHARED_SECRET.exec(sharedPath) ?? [];
    const value = own(secrets, secret ?? '') ?? storedValue(path) ?? storedValue(sharedPath);
    if (value === undefined) missing.push(secret ?? path);
    else filled[variable] = value;
  }
  const isAsked = variables[CONFIGURATION] !== undefined;
  return { variables: { ...variables, ...filled, ...(isAsked && { [CONFIGURATION]: '{}' }) }, missing };
}

function configurationIn(variables: Record<string, string>): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(variables[CONFIGURATION] ?? '{}'));
  } catch {
    return {};
  }
}
