import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  LoggingFormat,
  Function as NodeFunction,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acceptFindings } from './accepted-finding.ts';
import { type HandlerName, handlerCode } from './handler-asset.ts';

/** What differs between the functions of a pipeline. */
interface HandlerFunctionProps {
  readonly handler: HandlerName;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/**
 * A function that runs one of the bundled handlers. Its role is its own and may write to its own log group, in place
 * of AWS's managed policy, which lets a function write to every log group of the account.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html
 */
export function createHandlerFunction(
  scope: Construct,
  id: string,
  { handler, environment, timeoutSeconds, memoryMegabytes }: HandlerFunctionProps,
): NodeFunction {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  const fn = new NodeFunction(scope, id, {
    code: handlerCode(handler),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMegabytes,
    environment,
    loggingFormat: LoggingFormat.JSON,
    // Lambda's own two lines an invocation say nothing that metrics do not; of what fails or times out it still says so.
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    systemLogLevelV2: SystemLogLevel.WARN,
    logGroup,
    role,
  });
  acceptFindings(fn, {
    id: 'Serverless-LambdaTracing',
    reason:
      'A trace is of a batch and needs a permission on every resource; logs follow each notification by its id, and ' +
      'metrics tell how long it took.',
  });
  return fn;
}
