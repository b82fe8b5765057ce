import { objectOf } from '../../../../template/json.ts';
import { textOf } from '../../../../template/scalars.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import { functionNameOf } from '../../../deploy/function-name.ts';
import type { Deploying, ResourceType } from '../../../deploy/resource-type.ts';
import type { Gates } from '../../../hosting/gates.ts';
import { refusedToLambda } from '../../../iam/deliveries.ts';
import type { Endpoints } from '../../service.ts';
import { withSecrets } from '../amplify-secrets.ts';
import { functionArn } from '../function-arn.ts';
import { codeDirectory } from '../function-code.ts';
import type { FunctionConfiguration } from '../function-configuration.ts';
import { functionEnvironment } from '../function-environment.ts';
import { functionPermissions } from '../function-permissions.ts';
import type { InvocationRecord } from '../invocation-record.ts';
import { LambdaFunction } from '../lambda-function.ts';
import { sdkWithoutEndpoints } from '../sdk-without-endpoints.ts';

/** What functions are deployed with. */
export interface FunctionNeeds extends Deploying {
  readonly endpoints: Endpoints;
  readonly lambda: { readonly functions: Map<string, LambdaFunction> };
  readonly cloudWatch: FunctionMonitor;
  /** The values of Amplify's secrets, by name. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Takes what is measured of functions, by what they log and by how their invocations end. */
export interface FunctionMonitor {
  logged(line: string): void;
  invoked(functionName: string, record: InvocationRecord): void;
}

export const lambdaFunction: ResourceType<LambdaFunction, FunctionNeeds> = {
  type: 'AWS::Lambda::Function',
  identity: (name, { FunctionName }, environment) => {
    const functionName = textOf(FunctionName ?? name);
    return { ref: functionName, attributes: { Arn: functionArn(functionName, environment) } };
  },
  emulation: { by: 'Mailroom', howFar: 'Node.js runtimes; code from a folder asset or inline' },
  runs: runsNode,
  // What nothing invokes runs only when somebody calls it.
  isSpare: (resource, connections) => !connections.some((each) => invokes(each, textOf(resource.ref()))),
  deploy: async (resource, needs) => {
    const configuration = functionOf(resource, needs);
    if (!mayRun(configuration, needs.gates)) return undefined;
    const { Variables } = objectOf(resource.properties().Environment);
    for (const secret of withSecrets(Variables, needs).missing) {
      needs.miss(`${configuration.name} (${reads(secret)})`);
    }
    const sdk = sdkWithoutEndpoints(configuration.codeDirectory);
    if (sdk !== undefined) needs.miss(`${configuration.name} (${sdk})`);
    const created = createFunction(configuration, resource.logicalId, needs);
    needs.lambda.functions.set(created.name, created);
    return created;
  },
  update: (resource, needs) => {
    if (!runsNode(resource)) return undefined;
    const configuration = functionOf(resource, needs);
    const { name } = configuration;
    return needs.lambda.functions.get(name)?.reconfigure(configuration) ? name : undefined;
  },
  permissions: (read, reader) => functionPermissions(read, reader, runsNode(read.resource)),
  notEmulated: kindsNotEmulated,
};

/** What a function needs so that its log is kept. */
const LOGGING = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** Lambda's own defaults. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MEGABYTES = 128;

/** Whether the local stack can run the function: it has only the Node.js runtimes. */
export function runsNode(resource: Resource): boolean {
  return textOf(resource.property('Runtime')).startsWith('nodejs');
}

/** Reads a function from its resource and its asset. */
export function functionOf(
  resource: Resource,
  needs: Pick<FunctionNeeds, 'assembly' | 'region' | 'endpoints' | 'secrets' | 'storedValue'>,
): FunctionConfiguration {
  const { assembly, region, endpoints } = needs;
  const reader = new ResourceReader(resource);
  const settings = {
    name: textOf(resource.ref()),
    codeDirectory: codeDirectory(reader, assembly),
    handler: reader.text('Handler'),
    runtime: reader.text('Runtime'),
    memoryMegabytes: reader.number('MemorySize', DEFAULT_MEMORY_MEGABYTES),
  };
  const { variables } = withSecrets(reader.object('Environment').Variables, needs);
  const logging = reader.object('LoggingConfig');
  const reserved = 'ReservedConcurrentExecutions';
  return {
    ...settings,
    arn: textOf(resource.getAtt('Arn')),
    constructPath: resource.constructPath,
    timeoutMilliseconds: reader.number('Timeout', DEFAULT_TIMEOUT_SECONDS) * 1000,
    environment: functionEnvironment({ ...settings, region, logging }, variables, endpoints),
    reservedConcurrency: reader.properties[reserved] === undefined ? undefined : reader.number(reserved, 0),
  };
}

function createFunction(
  configuration: FunctionConfiguration,
  logicalId: string,
  { gates, log, clock, cloudWatch }: FunctionNeeds,
): LambdaFunction {
  const isLogKept = keepsLog(configuration, gates);
  const logged = (line: string) => {
    if (!isLogKept) return;
    cloudWatch.logged(line);
    log(logicalId, line);
  };
  const record = (done: InvocationRecord) => cloudWatch.invoked(configuration.name, done);
  return new LambdaFunction(configuration, logged, { clock, record });
}

/** Whether a mapping or a subscription has a function invoked. */
function invokes(connection: Resource, functionName: string): boolean {
  const { FunctionName, Endpoint } = connection.properties();
  return [FunctionName, Endpoint].some((target) => functionNameOf(textOf(target)) === functionName);
}

function reads(secret: string): string {
  const name = secret.startsWith('/') ? `the SSM parameter ${secret}` : `the secret ${secret}`;
  const option = secret.startsWith('/') ? 'with --parameter' : 'in .env.local or with --secret';
  return `it reads ${name}, which has no value here: give it ${option} ${secret}=VALUE`;
}

/** Whether Lambda may run a function with its role; says so where it may not. */
function mayRun({ name }: FunctionConfiguration, gates: Gates | undefined): boolean {
  const role = gates?.own.roleOf(name);
  if (!gates || !role || !refusedToLambda(gates.own, role.functionArn, role.roleArn)) return true;
  gates.log(`${name} does not run: Lambda cannot assume its role, so AWS would not create it.`);
  return false;
}

/** Whether the log of a function is kept; says so where it is not. */
function keepsLog({ name, environment, arn }: FunctionConfiguration, gates: Gates | undefined): boolean {
  const [, , , region, account] = arn.split(':');
  const group = environment.AWS_LAMBDA_LOG_GROUP_NAME;
  // What the name of a stream is matters to no policy.
  const stream = `arn:aws:logs:${region}:${account}:log-group:${group}:log-stream:local`;
  if (!gates?.own.refusalOfFunction(name, LOGGING, stream)) return true;
  gates.log(`What ${name} logs is lost.`);
  return false;
}

function kindsNotEmulated(resource: Resource): string[] {
  if (!runsNode(resource)) return [textOf(resource.property('Runtime') ?? 'container image')];
  const { DeadLetterConfig, Layers } = resource.properties();
  const hasLayers = Array.isArray(Layers) && Layers.length > 0;
  return [...(DeadLetterConfig === undefined ? [] : ['DeadLetterConfig']), ...(hasLayers ? ['Layers'] : [])];
}
