import { devNull } from 'node:os';
import type { JsonObject } from '../../../template/json.ts';
import { textOf } from '../../../template/scalars.ts';
import { accessKeyIdOf } from '../../iam/access-key.ts';
import type { Endpoints } from '../service.ts';

export interface RuntimeSettings {
  readonly name: string;
  readonly codeDirectory: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMegabytes: number;
  readonly region: string;
  readonly logging: JsonObject;
}

/**
 * Every variable that a function sees: those that Lambda sets, the template's, and the endpoints, by which the SDK
 * finds the emulators without any change to the function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function functionEnvironment(
  settings: RuntimeSettings,
  own: Readonly<Record<string, string>>,
  endpoints: Endpoints,
): Record<string, string> {
  return {
    ...own,
    ...reserved(settings),
    ...logging(settings.logging),
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SES: endpoints.ses,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    AWS_ENDPOINT_URL_CLOUDWATCH: endpoints.cloudwatch,
    AWS_ENDPOINT_URL_STS: endpoints.sts,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    // Any other service ends at an emulator too, which refuses it, and never at AWS.
    AWS_ENDPOINT_URL: endpoints.sqs,
    AWS_EC2_METADATA_DISABLED: 'true',
    // There are no such files in Lambda; those of this machine's user may send requests elsewhere.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

function reserved(settings: RuntimeSettings) {
  const { name, codeDirectory, handler, runtime, memoryMegabytes, region, logging } = settings;
  return {
    _HANDLER: handler,
    // By it the emulators know who calls; they check no signature.
    AWS_ACCESS_KEY_ID: accessKeyIdOf(name),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: textOf(logging.LogGroup ?? `/aws/lambda/${name}`),
    LAMBDA_TASK_ROOT: codeDirectory,
    LANG: 'en_US.UTF-8',
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
  };
}

function logging({ LogFormat, ApplicationLogLevel }: JsonObject): Record<string, string> {
  if (LogFormat !== 'JSON') return {};
  const variables: Record<string, string> = { AWS_LAMBDA_LOG_FORMAT: 'JSON' };
  if (ApplicationLogLevel !== undefined) variables.AWS_LAMBDA_LOG_LEVEL = textOf(ApplicationLogLevel);
  return variables;
}
