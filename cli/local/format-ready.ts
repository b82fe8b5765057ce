import type { LocalStack } from '../../local/local-stack.ts';

interface Ready extends Pick<LocalStack, 'endpoints' | 'inboxUrl' | 'notEmulated' | 'pipelines' | 'region'> {
  /** Their names. */
  readonly functions: readonly string[];
  /** `undefined` where there is nothing to show. */
  readonly consoleUrl: string | undefined;
  /** How many alarms the template has. */
  readonly alarmCount: number;
}

/** What a person reads once the stack runs: where the inbox is, and what to type next. */
export function formatReady({
  alarmCount,
  consoleUrl,
  endpoints,
  functions,
  inboxUrl,
  notEmulated,
  pipelines,
  region,
}: Ready): string {
  const names = Object.keys(pipelines);
  const lines = [
    `Mailroom is ready. Inbox: ${inboxUrl}`,
    '',
    ...(consoleUrl === undefined ? [] : [`  console     ${consoleUrl}`]),
    ...names.map((name) => `  pipeline    ${name}`),
    ...functions.map((name) => `  function    ${name}`),
    `  SNS, SQS    ${endpoints.sns}`,
    `  DynamoDB    ${endpoints.dynamodb}`,
    `  Lambda      ${endpoints.lambda}`,
    `  CloudWatch  ${endpoints.cloudwatch}, ${alarmCount} ${alarmCount === 1 ? 'alarm' : 'alarms'}`,
    `  region      ${region}, any credentials`,
    ...(notEmulated.length > 0 ? ['', `Not emulated: ${notEmulated.join(', ')}`] : []),
    '',
    ...publishing(names),
    'Make SES fail, and cure it:',
    `  curl -X PUT ${inboxUrl}/_mailroom/ses -d '{"outage":true}'`,
    `  curl -X PUT ${inboxUrl}/_mailroom/ses -d '{"outage":false}'`,
    '',
    'Ctrl-C stops it.',
  ];
  return `${lines.join('\n')}\n`;
}

/** How to publish, where there is a topic; a name that a shell would take apart is quoted. */
function publishing([name, ...others]: readonly string[]): string[] {
  if (name === undefined) return [];
  const quoted = /^[\w/.-]+$/.test(name) ? name : `'${name}'`;
  const choice = others.length > 0 ? ` --pipeline ${quoted}` : '';
  return [
    'Publish a notification, from this folder in another terminal:',
    `  npx amplify-mailroom send --local${choice} --to ada@example.com --subject Hello --body "It works"`,
  ];
}
