import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RefusalForm } from '../../loopback/refuse-strangers.ts';
import { credentialIn } from '../iam/credential.ts';

/** A request, as far as it tells which service it is meant for. */
export interface SignedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly url?: string | undefined;
}

/** What the services are called by whose names one would not know them. */
const NAMES: Readonly<Record<string, string>> = {
  appsync: 'AWS AppSync',
  athena: 'Amazon Athena',
  bedrock: 'Amazon Bedrock',
  cloudformation: 'AWS CloudFormation',
  cloudfront: 'Amazon CloudFront',
  'cognito-identity': 'Amazon Cognito (identity pools)',
  'cognito-idp': 'Amazon Cognito (user pools)',
  ec2: 'Amazon EC2',
  ecs: 'Amazon ECS',
  events: 'Amazon EventBridge',
  'execute-api': 'Amazon API Gateway',
  firehose: 'Amazon Data Firehose',
  iam: 'AWS IAM',
  kinesis: 'Amazon Kinesis',
  kms: 'AWS KMS',
  logs: 'Amazon CloudWatch Logs',
  mobiletargeting: 'Amazon Pinpoint',
  pipes: 'Amazon EventBridge Pipes',
  route53: 'Amazon Route 53',
  s3: 'Amazon S3',
  scheduler: 'Amazon EventBridge Scheduler',
  secretsmanager: 'AWS Secrets Manager',
  'social-messaging': 'AWS End User Messaging Social',
  'sms-voice': 'AWS End User Messaging SMS',
  ssm: 'AWS Systems Manager',
  states: 'AWS Step Functions',
  sts: 'AWS STS',
  wisdom: 'Amazon Q in Connect',
  xray: 'AWS X-Ray',
};

/** The services that have an address of their own in every stack. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB',
  lambda: 'Lambda',
  monitoring: 'CloudWatch',
  ses: 'SES',
};

/** The service for which a request is signed, as signatures name it; `undefined` without a signature. */
export function signedService({ headers, url = '' }: SignedRequest): string | undefined {
  const [, presigned = ''] = url.split('X-Amz-Credential=');
  return credentialIn(headers.authorization ?? `Credential=${presigned.replaceAll(/%2f/gi, '/')}`)?.service;
}

/**
 * Why a request to a service finds nobody, in one sentence.
 *
 * @param service as signatures name it.
 * @param operation the action, where the request tells it.
 */
export function notHere(service: string, operation?: string): string {
  const elsewhere = ELSEWHERE[service];
  if (elsewhere !== undefined) {
    return `This is not the address of ${elsewhere} in the local stack: .local/stack.json has it.`;
  }
  const action = operation ? `, so ${service}:${operation} was not done` : '';
  return `${NAMES[service] ?? service} is not emulated by the local stack${action}.`;
}

/** The operation that a request names in its header, as those in JSON do. */
export function targetOf({ headers }: SignedRequest): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.split('.').at(-1) : undefined;
}

/** By this name SDKs know that a service or a part of it is not there. */
const NOT_EMULATED = 'NotEmulated';

/** An error of the local stack's own in the form in which a service would answer. */
export function notHereForm(service: string, { headers }: SignedRequest, message: string): RefusalForm {
  const isForm = headers['content-type']?.includes('x-www-form-urlencoded');
  const error = `<Code>${NOT_EMULATED}</Code><Message>${escaped(message)}</Message>`;
  const id = `<RequestId>${randomUUID()}</RequestId>`;
  if (service === 's3') return xml(`<Error>${error}${id}</Error>`);
  if (service === 'ec2') return xml(`<Response><Errors><Error>${error}</Error></Errors></Response>`);
  if (isForm || XML_SERVICES.has(service)) {
    return xml(`<ErrorResponse><Error><Type>Sender</Type>${error}</Error>${id}</ErrorResponse>`);
  }
  return {
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': NOT_EMULATED },
    body: JSON.stringify({ __type: NOT_EMULATED, message, Message: message }),
  };
}

/** Those that speak XML without a form. */
const XML_SERVICES = new Set(['cloudfront', 'route53']);

function xml(body: string): RefusalForm {
  return { headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0"?>${body}` };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
