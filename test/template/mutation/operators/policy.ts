import type { Template } from '../../specification/template.ts';
import type { Edit } from '../edit.ts';
import { isObject, referenceIn, referTo } from '../intrinsic.ts';
import { removeAt, replaceAt } from '../json-path.ts';
import { resourceLabel, valueLabel } from '../labels.ts';
import type { Site } from '../site.ts';

type Statement = Readonly<Record<string, unknown>>;

/** What one permission more than needed would be, by service. */
const OTHER_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  sqs: ['sqs:PurgeQueue', 'sqs:SetQueueAttributes', 'sqs:AddPermission'],
  sns: ['sns:Subscribe', 'sns:SetTopicAttributes', 'sns:AddPermission'],
  ses: ['ses:SendBulkTemplatedEmail', 'ses:SendTemplatedEmail', 'ses:VerifyEmailIdentity'],
  dynamodb: ['dynamodb:Scan', 'dynamodb:DeleteTable'],
  logs: ['logs:GetLogEvents', 'logs:DeleteLogGroup'],
  sts: ['sts:TagSession'],
};

/** A condition that no request fulfils. */
const NEVER = { StringEquals: { 'aws:PrincipalOrgID': 'o-none' } };

/** Lets a statement of a policy say more, or less, than it does. */
export function* changeStatement({ template, path, value }: Site): Generator<Edit> {
  if (!isStatement(value)) return;
  const isAllow = value.Effect === 'Allow';
  const replaced = (property: string, other: unknown) => replaceAt(template, [...path, property], other);
  const toWider = isAllow ? 'widen' : 'narrow';
  const toNarrower = isAllow ? 'narrow' : 'widen';

  const turned = isAllow ? 'Deny' : 'Allow';
  yield { operator: toNarrower, what: `Effect → ${turned}`, template: replaced('Effect', turned) };
  yield {
    operator: toNarrower,
    what: 'under a condition that never holds',
    template: replaced('Condition', NEVER),
  };
  for (const [property, what, other] of [
    ...widerActions(value),
    ...widerResources(value, template),
    ...widerPrincipals(value),
  ]) {
    yield {
      operator: toWider,
      what: `${property} ${what}`,
      template: replaced(property, other),
    };
  }
  for (const property of ['Action', 'Resource', 'Principal'].filter((name) => name in value)) {
    const negated = replaceAt(
      removeAt(template, [...path, property]),
      [...path, `Not${property}`],
      value[property],
    );
    yield { operator: 'widen', what: `${property} → Not${property}`, template: negated };
  }
  for (const [what, condition] of otherConditions(value)) {
    yield { operator: 'widen', what: `Condition → ${what}`, template: replaced('Condition', condition) };
  }
}

/** Which property says more, how a report tells it, and its value then. */
type Wider = readonly [property: string, what: string, value: unknown];

function widerActions({ Action }: Statement): Wider[] {
  const actions = [Action].flat();
  const service = String(actions[0]).split(':')[0] ?? '';
  return [
    ...['*', `${service}:*`].map((all): Wider => ['Action', `→ ${all}`, all]),
    ...(OTHER_ACTIONS[service] ?? []).map((other): Wider => ['Action', `+ ${other}`, [...actions, other]]),
  ];
}

function widerResources({ Resource }: Statement, { Resources }: Template): Wider[] {
  if (Resource === undefined || Resource === '*') return [];
  const all: Wider = ['Resource', '→ *', '*'];
  const reference = referenceIn(Resource);
  if (!reference) return [all];
  const type = Resources[reference.id]?.Type;
  const others = Object.keys(Resources).filter((id) => id !== reference.id && Resources[id]?.Type === type);
  return [
    all,
    ['Resource', '→ its ARN and whatever begins with it', { 'Fn::Join': ['', [Resource, '*']] }],
    ...others.map(
      (id): Wider => ['Resource', `+ ${resourceLabel(id)}`, [Resource, referTo({ ...reference, id })]],
    ),
  ];
}

function widerPrincipals({ Principal, Effect }: Statement): Wider[] {
  if (Principal === undefined || Effect === 'Deny') return [];
  const others = [
    '*',
    { AWS: '*' },
    { AWS: 'arn:aws:iam::999999999999:root' },
    { Service: 'events.amazonaws.com' },
  ];
  return others.map((other): Wider => ['Principal', `→ ${valueLabel(other)}`, other]);
}

/** Conditions that hold for more, or for others, than that of the statement. */
function* otherConditions({ Condition }: Statement): Generator<readonly [string, unknown]> {
  if (!isObject(Condition)) return;
  for (const [operator, compared] of Object.entries(Condition)) {
    const { [operator]: _, ...others } = Condition;
    const any = Object.fromEntries(Object.keys(compared as object).map((key) => [key, '*']));
    yield [`${operator} of anything`, { ...others, StringLike: any }];
    yield [`${operator}IfExists`, { ...others, [`${operator}IfExists`]: compared }];
    if (operator !== 'Bool')
      yield [`not ${operator}`, { ...others, [operator.replace('E', 'NotE')]: compared }];
  }
}

function isStatement(value: unknown): value is Statement {
  return isObject(value) && 'Effect' in value && 'Action' in value;
}
