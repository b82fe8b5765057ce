import { describe, expect, it } from '@jest/globals';
import { refusedEntries, snsFault } from '../../../../../local/services/sns-sqs/faults/sns-faults.ts';

const publishing = (more: Record<string, string>) =>
  snsFault({ Action: 'Publish', TopicArn: 'arn:aws:sns:eu-west-1:123456789012:news', Message: 'm', ...more });
const attribute = (DataType: string, StringValue: string) => ({
  'MessageAttributes.entry.1.Name': 'a',
  'MessageAttributes.entry.1.Value.DataType': DataType,
  'MessageAttributes.entry.1.Value.StringValue': StringValue,
});

describe('what SNS refuses', () => {
  it.each<[string, Record<string, string>, string, string]>([
    ['nothing to say', { Message: '' }, 'InvalidParameter', 'Invalid parameter: Empty message'],
    [
      'an id of FIFO topics for another topic',
      { MessageDeduplicationId: 'd' },
      'InvalidParameter',
      'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    ],
    ['a line break', { Subject: 'a\nb' }, 'InvalidParameter', 'Invalid parameter: Subject'],
    ['a long subject', { Subject: 'a'.repeat(101) }, 'InvalidParameter', 'Invalid parameter: Subject'],
    ['an empty subject', { Subject: '' }, 'InvalidParameter', 'Invalid parameter: Subject'],
    ['a subject of other letters', { Subject: 'Grüße' }, 'InvalidParameter', 'Invalid parameter: Subject'],
    ['a space first', { Subject: ' a' }, 'InvalidParameter', 'Invalid parameter: Subject'],
    [
      'a structure without a default',
      { MessageStructure: 'json', Message: '{"sqs":"x"}' },
      'InvalidParameter',
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    [
      'a structure that is none',
      { MessageStructure: 'json', Message: '{' },
      'InvalidParameter',
      'Invalid parameter: Message Structure - JSON message body failed to parse',
    ],
    [
      'another structure',
      { MessageStructure: 'xml' },
      'InvalidParameter',
      'Invalid parameter: MessageStructure',
    ],
    [
      'a type of attribute that there is not',
      attribute('Nope', 'b'),
      'ParameterValueInvalid',
      "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      'an empty attribute',
      attribute('String', ''),
      'ParameterValueInvalid',
      "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
  ])('%s', (_, form, code, message) => {
    expect(publishing(form)).toEqual({ code, message });
  });

  it.each<Record<string, string>>([
    {},
    { Subject: 'a'.repeat(100) },
    { Subject: '"Quoted" & [x] <y>' },
    { MessageStructure: 'json', Message: '{"default":"x"}' },
    attribute('String.Array', '["a"]'),
    attribute('Number', '1e3'),
  ])('is nothing of %j', (form) => {
    expect(publishing(form)).toBeUndefined();
  });

  it('is what is for no topic, and not here', () => {
    const fault = (form: Record<string, string>) => snsFault({ Action: 'Publish', Message: 'm', ...form });

    expect(fault({ PhoneNumber: '+15550100' })).toMatchObject({ code: 'NotEmulated' });
    expect(fault({ TargetArn: 'arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/a/b' })).toMatchObject({
      message: expect.stringContaining('Mobile push'),
    });
    expect(fault({})).toMatchObject({ code: 'InvalidParameter' });
  });

  const subscribing = (policy: string, scope?: string) =>
    snsFault({
      Action: 'Subscribe',
      'Attributes.entry.1.key': 'FilterPolicy',
      'Attributes.entry.1.value': policy,
      ...(scope && { 'Attributes.entry.2.key': 'FilterPolicyScope', 'Attributes.entry.2.value': scope }),
    });
  const changing = (AttributeName: string, AttributeValue: string) =>
    snsFault({ Action: 'SetSubscriptionAttributes', AttributeName, AttributeValue });

  it.each<[string, ReturnType<typeof snsFault>, string]>([
    ['an operator', subscribing('{"a":[{"nope":1}]}'), 'FilterPolicy: "a" has an unknown operator, "nope"'],
    ['nesting by attributes', subscribing('{"a":{"b":["c"]}}'), 'FilterPolicy: "a" is nested'],
    ['no JSON', changing('FilterPolicy', '{'), 'FilterPolicy: '],
    ['no list', changing('FilterPolicy', '{"a":"b"}'), 'FilterPolicy: "a" must be an object or an array'],
  ])('is a filter policy with %s that SNS does not take', (_, fault, message) => {
    expect(fault).toEqual({ code: 'InvalidParameter', message: expect.stringContaining(message) });
  });

  it.each<[string, ReturnType<typeof snsFault>]>([
    ['that SNS takes', subscribing('{"a":["b"]}')],
    ['for bodies', subscribing('{"a":{"b":["c"]}}', 'MessageBody')],
    ['that is taken away', changing('FilterPolicy', '')],
    ['of which another attribute is changed', changing('RawMessageDelivery', 'true')],
    ['of nothing', snsFault({ Action: 'CreateTopic', Name: 'news' })],
  ])('is none of a filter policy %s', (_, fault) => {
    expect(fault).toBeUndefined();
  });

  it('is nothing of an id for a FIFO topic', () => {
    const TopicArn = 'arn:aws:sns:eu-west-1:123456789012:news.fifo';

    expect(publishing({ TopicArn, MessageDeduplicationId: 'd' })).toBeUndefined();
  });

  it('looks at each message of a batch, and at all together', () => {
    const batch = (entries: readonly Record<string, string>[]) => ({
      Action: 'PublishBatch',
      ...Object.fromEntries(
        entries.flatMap((entry, place) =>
          Object.entries(entry).map(([key, value]) => [
            `PublishBatchRequestEntries.member.${place + 1}.${key}`,
            value,
          ]),
        ),
      ),
    });

    expect(refusedEntries(batch([{ Message: 'm' }, { Id: 'b', Message: 'm', Subject: 'a\n' }]))).toEqual([
      {
        prefix: 'PublishBatchRequestEntries.member.2.',
        id: 'b',
        code: 'InvalidParameter',
        message: 'Invalid parameter: Subject',
      },
    ]);
    expect(snsFault(batch([{ Message: 'm'.repeat(200_000) }, { Message: 'm'.repeat(62_145) }]))?.code).toBe(
      'BatchRequestTooLong',
    );
    expect(
      snsFault(batch([{ Message: 'm'.repeat(200_000) }, { Message: 'm'.repeat(62_144) }])),
    ).toBeUndefined();
  });
});
