import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatLogLine } from '../../../../cli/local/format-log-line.ts';
import { formatPermissions } from '../../../../cli/local/format-permissions.ts';
import { formatReady } from '../../../../cli/local/format-ready.ts';
import { anyJsonText } from '../../../support/any/any-json.ts';
import { aPipeline, aStackFile } from '../../../support/command/a-project.ts';

describe('formatLogLine', () => {
  it('makes a line of any line', () => {
    const anyEntry = anyJsonText({ keys: ['message', 'level', '_aws', 'requestId'] });
    fc.assert(
      fc.property(fc.oneof(anyEntry, fc.string()), (line) => {
        expect(['string', 'undefined']).toContain(typeof formatLogLine('emailer', line));
      }),
      {
        examples: [
          ['{"message":"m","level":{"toString":1}}'],
          [`{"message":"m","deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
        ],
      },
    );
  });

  it.each<[string, string, string]>([
    ['plain text', 'hello  world', '[emailer] hello  world'],
    ['nothing', '', '[emailer] '],
    ['JSON that is no log', '{"a":1}', '[emailer] {"a":1}'],
    ['JSON that is no object', '[1]', '[emailer] [1]'],
    ['null', 'null', '[emailer] null'],
    ['what is cut short', '{"message":"a', '[emailer] {"message":"a'],
    ['a structured line', '{"level":"WARN","message":"held"}', '[emailer] WARN held'],
    ['one without a level', '{"message":"held"}', '[emailer] INFO held'],
    ['one with a small level', '{"level":"error","message":"held"}', '[emailer] ERROR held'],
    [
      'its own fields',
      '{"level":"INFO","message":"sent","notificationId":"n-1","attempt":2,"tags":["a"],"none":null}',
      '[emailer] INFO sent notificationId=n-1 attempt=2 tags=["a"] none=null',
    ],
    [
      'what every line repeats',
      '{"level":"INFO","message":"sent","timestamp":"t","service":"s","cold_start":true,"function_arn":"a","function_request_id":"r","sampling_rate":0,"xray_trace_id":"x","requestId":"r"}',
      '[emailer] INFO sent',
    ],
    ['a message that is an object', '{"message":{"a":1}}', '[emailer] INFO {"a":1}'],
  ])('shows %s', (_, line, expected) => {
    expect(formatLogLine('emailer', line)).toBe(expected);
  });

  it('shows no metrics, which are for CloudWatch', () => {
    const metrics = JSON.stringify({
      _aws: { Timestamp: 1, CloudWatchMetrics: [] },
      service: 'emailer',
      Sent: 1,
    });

    expect(formatLogLine('emailer', metrics)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['in plain text', 'a\u001b[31mred\u001b[0m\u001b]0;title\u0007b'],
    ['in a message', JSON.stringify({ message: 'a\u001b[31mred\u001b[0m\u001b]0;title\u0007b' })],
    ['in a field', JSON.stringify({ message: 'm', field: '\u001b[2Jx' })],
    ['in the name of a field', JSON.stringify({ message: 'm', '\u001b[2Jx': 1 })],
    ['without the first character', 'a\u009b31mred'],
    ['of a return and a backspace', 'safe\r\u0008\u0008evil'],
    ['of a line in a message', JSON.stringify({ message: 'one\ntwo' })],
    ['that turns the direction', 'a\u202Eb\u2066c'],
  ])('lets no control reach the terminal %s', (_, line) => {
    expect(formatLogLine('emailer', line)).not.toMatch(/[\p{Cc}\u202E\u2066]/u);
  });

  it('keeps the text around escape sequences, in every script', () => {
    expect(formatLogLine('emailer', '\u001b[31mGrüße\u001b[0m 漢字 🙂')).toBe('[emailer] Grüße 漢字 🙂');
  });
});

describe('formatReady', () => {
  const { region, inboxUrl, endpoints } = aStackFile({});
  const ready = (pipelines: string[], notEmulated: string[] = []) =>
    formatReady({
      ...{ region, inboxUrl, endpoints, notEmulated, alarmCount: 8 },
      functions: ['welcome'],
      consoleUrl: 'http://127.0.0.1:8030',
      pipelines: Object.fromEntries(pipelines.map((name) => [name, aPipeline('mail')])),
    });

  it('says where everything is, and what to type next', () => {
    expect(ready(['App/mail'])).toBe(`Mailroom is ready. Inbox: http://127.0.0.1:8025

  console     http://127.0.0.1:8030
  pipeline    App/mail
  function    welcome
  SNS, SQS    http://127.0.0.1:8026
  DynamoDB    http://127.0.0.1:8027
  Lambda      http://127.0.0.1:8028
  CloudWatch  http://127.0.0.1:8029, 8 alarms
  region      us-east-1, any credentials

Publish a notification, from this folder in another terminal:
  npx amplify-mailroom send --local --to ada@example.com --subject Hello --body "It works"
Make SES fail, and cure it:
  curl -X PUT http://127.0.0.1:8025/_mailroom/ses -d '{"outage":true}'
  curl -X PUT http://127.0.0.1:8025/_mailroom/ses -d '{"outage":false}'

Ctrl-C stops it.
`);
  });

  it.each([
    [['App/mail', 'App/news'], ' --pipeline App/mail --to'],
    [['My App/mail', 'App/news'], ` --pipeline 'My App/mail' --to`],
  ])('chooses one of several pipelines: %j', (pipelines, expected) => {
    expect(ready(pipelines)).toContain(`npx amplify-mailroom send --local${expected} ada@example.com`);
  });

  it('does not say how to publish where there is no topic', () => {
    expect(ready([])).not.toContain('mailroom send');
  });

  it('lists in one line what is not emulated', () => {
    expect(ready(['App/mail'], ['AWS::Cognito::UserPool', 'AWS::S3::Bucket'])).toContain(
      '\n\nNot emulated: AWS::Cognito::UserPool, AWS::S3::Bucket\n\n',
    );
  });
});

describe('formatPermissions', () => {
  it('names what each function was granted and did not use, and what was refused to whom', () => {
    const refused = { action: 'ses:SendEmail', resource: 'arn:ses', message: 'not used here' };

    expect(
      formatPermissions({
        functions: {
          emailer: {
            unused: [{ action: 'sqs:SendMessage', resource: 'arn:dead', policy: 'P' }],
            refused: [{ ...refused, times: 3 }],
          },
          publisher: { unused: [], refused: [] },
        },
        services: {
          'sns.amazonaws.com': [
            { ...refused, action: 'sqs:SendMessage', resource: 'arn:\u0007queue', times: 1 },
          ],
        },
      }),
    ).toBe(
      [
        'Permissions since the start:',
        '  emailer',
        '    granted and not used:',
        '      sqs:SendMessage on arn:dead',
        '    refused:',
        '      ses:SendEmail on arn:ses, 3 times',
        '  publisher',
        '    used all that it was granted',
        '  sns.amazonaws.com',
        '    refused:',
        '      sqs:SendMessage on arn:\ufffdqueue, once',
        '',
      ].join('\n'),
    );
  });
});
