import { only, type Properties, ref, type Template } from './template.ts';

/** The property by which a policy of each type says what it is attached to. */
const ATTACHED_BY = {
  'AWS::SNS::TopicPolicy': 'Topics',
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::IAM::Policy': 'Roles',
};

type PolicyType = keyof typeof ATTACHED_BY;

/** The only policy of `type` that is attached to `id` alone. */
export function policyOf(template: Template, type: PolicyType, id: string): Properties {
  const attached = JSON.stringify([ref(id)]);
  return only(template, type, (properties) => JSON.stringify(properties[ATTACHED_BY[type]]) === attached)
    .Properties;
}

/** The statements of the only policy of `type` that is attached to `id` alone, without the names that they may have. */
export function statementsOf(template: Template, type: PolicyType, id: string): Properties[] {
  return statementsIn(policyOf(template, type, id).PolicyDocument);
}

/** The statements of a policy's document, without the names that they may have. */
export function statementsIn(document: Properties | undefined): Properties[] {
  const statements: Properties[] = document?.Statement ?? [];
  return statements.map(({ Sid: _, ...statement }) => statement);
}

/** The only one of `statements` about any action that begins with `prefix`. */
export function statementOn(statements: readonly Properties[], prefix: string): Properties {
  const found = statements.filter(({ Action }) =>
    [Action].flat().some((action) => String(action).startsWith(prefix)),
  );
  const [first, ...others] = found;
  if (!first || others.length > 0)
    throw new Error(`Expected one statement on ${prefix}, found ${found.length}`);
  return first;
}

/** The condition under which a request came by plain HTTP. */
export const BY_PLAIN_HTTP = { Bool: { 'aws:SecureTransport': 'false' } };
