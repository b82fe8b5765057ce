import type { Resource } from '../../template/resource.ts';
import { allOf, anyOf, Unknown } from '../../template/unknown.ts';
import { queuesOf } from '../pipeline/dead-letters.ts';
import { isAboutEveryone } from '../policy/principals.ts';
import { concerns, policyOf } from '../policy/resource-policy.ts';
import type { Statement } from '../policy/statements.ts';
import { type Facts, notChecked, type Problem, type Rule } from './rule.ts';

/** By what notifications go in and out. */
const TOPIC_ACTIONS = ['sns:Publish'];
const QUEUE_ACTIONS = ['sqs:SendMessage', 'sqs:ReceiveMessage'];

/** The topic and the queues refuse plain HTTP, which their endpoints take. */
export const tls: Rule<'tls'> = {
  id: 'tls',
  asks: 'the topic and the queues refuse plain HTTP',
  inFull: 'the topic and the queues deny plain HTTP',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
  check(pipeline, facts) {
    return [
      ...(pipeline.topic ? checkResource(pipeline.topic, TOPIC_ACTIONS, facts) : []),
      ...queuesOf(pipeline, facts.templates).flatMap((queue) => checkResource(queue, QUEUE_ACTIONS, facts)),
    ];
  },
};

function checkResource(resource: Resource, actions: readonly string[], { templates }: Facts): Problem[] {
  const { statements, unknown } = policyOf(resource, templates);
  const denials = statements.map((statement) => ({ statement, is: isDenialOfPlainHttp(statement) }));
  const closed = (action: string) =>
    anyOf(
      denials.map(({ statement, is }) =>
        is === false ? false : allOf([concerns(statement, action, resource, templates), is]),
      ),
    );
  const open = actions.filter((action) => closed(action) !== true);
  if (open.length === 0) return [];
  const unsure = open.map(closed).find((each) => each instanceof Unknown);
  if (unsure instanceof Unknown) return [notChecked(resource, 'whether it refuses plain HTTP', unsure)];
  if (unknown) return [notChecked(resource, 'whether it refuses plain HTTP', unknown)];
  const what = resource.type === 'AWS::SNS::Topic' ? 'topic' : 'queue';
  return [
    {
      resource,
      severity: 'warning',
      message: `The ${what} takes plain HTTP, by which addresses and texts can be read on their way (${open.join(', ')}).`,
      remedy: `Deny ${open.join(' and ')} to everyone in its policy where aws:SecureTransport is false; in the CDK, enforceSSL: true.`,
    },
  ];
}

/** A denial with a further condition leaves a way. */
function isDenialOfPlainHttp(statement: Statement): boolean | Unknown {
  const [condition, ...others] = statement.conditions;
  if (
    statement.effect !== 'Deny' ||
    others.length > 0 ||
    !isAboutEveryone(statement) ||
    condition?.key.toLowerCase() !== 'aws:securetransport' ||
    !/^bool(?:ifexists)?$/i.test(condition.name)
  )
    return false;
  return allOf(
    condition.values.map((value) =>
      value instanceof Unknown ? value : value === false || value === 'false',
    ),
  );
}
