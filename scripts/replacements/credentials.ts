import type { SNSClientConfig } from '@aws-sdk/client-sns';

type CredentialDefaultProvider = NonNullable<SNSClientConfig['credentialDefaultProvider']>;

/**
 * Stands for `@aws-sdk/credential-provider-node`, the SDK's default chain: Lambda hands the role's credentials over in
 * the environment, and nowhere else. (With SnapStart it would be elsewhere; Node has no SnapStart.)
 *
 * The SDK asks at each request and nothing is kept, so what the environment holds by then is what signs.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const defaultProvider: CredentialDefaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken };
  const missing = accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID';
  // The name by which the SDK's own chain fails.
  throw Object.assign(new Error(`There are no credentials: ${missing} is not in the environment.`), {
    name: 'CredentialsProviderError',
  });
};
