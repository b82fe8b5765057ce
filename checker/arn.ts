import { matchesText, type Sameness } from './same-text.ts';

/** The types of resources that pipelines are made of, what stands before a name in their ARNs, and the property that holds it. */
export const NAMED_TYPES = [
  { service: 'sqs', kind: '', type: 'AWS::SQS::Queue', property: 'QueueName' },
  { service: 'sns', kind: '', type: 'AWS::SNS::Topic', property: 'TopicName' },
  { service: 'lambda', kind: 'function:', type: 'AWS::Lambda::Function', property: 'FunctionName' },
  { service: 'iam', kind: 'role/', type: 'AWS::IAM::Role', property: 'RoleName' },
  { service: 'kms', kind: 'key/', type: 'AWS::KMS::Key', property: '' },
] as const;

/** Before the name in an ARN may stand a kind, and paths; after it a version or alias. */
const NAME_IN_ARN = /^(?:function:|role\/(?:.*\/)?|key\/)?([^:/]+)(?::[^:]*)?$/;

/** What an ARN says of a queue, topic, function, role or key. */
export interface NamedArn {
  readonly types: readonly string[];
  readonly region: string;
  readonly name: string;
}

/** What a text says as an ARN; `undefined` where it is none, or of something else. */
export function arnIn(text: string): NamedArn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, , service, region = '', , ...rest] = text.split(':');
  const types = NAMED_TYPES.filter((each) => each.service === service).map(({ type }) => type);
  const [, name] = NAME_IN_ARN.exec(rest.join(':')) ?? [];
  return types.length > 0 && name !== undefined ? { types, region, name } : undefined;
}

/**
 * An ARN whose partition, region and account are told as the template would, so that it can be compared. What a template
 * says by a literal is taken for the account, and where the app chose none the region, in which it is deployed.
 */
export function leveled(arn: string, region: string | undefined): string {
  const parts = arn.split(':');
  if (parts[1]?.startsWith('aws')) parts[1] = '${Partition}';
  const own = parts[3] ?? '';
  if (own === '${Region}' && region !== undefined) parts[3] = region;
  else if (region === undefined && isLiteralRegion(own)) parts[3] = '${Region}';
  if (/^\d{12}$/.test(parts[4] ?? '')) parts[4] = '${AccountId}';
  return parts.join(':');
}

/** What is not known of one part of an ARN is no other part; a pattern with fewer parts is one for the whole. */
export function matchesArn(pattern: string, arn: string): Sameness {
  const [wanted, given] = [partsOf(pattern), partsOf(arn)];
  if (wanted.length !== given.length) return matchesText(pattern, arn);
  const parts = wanted.map((part, index) => matchesText(part, given[index] ?? ''));
  if (parts.includes(false)) return false;
  return parts.includes('maybe') ? 'maybe' : true;
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}

/** Whether a region is told, and not left to the deployment. */
export function isLiteralRegion(region: string): boolean {
  return /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region);
}
