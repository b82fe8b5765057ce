import { describe, expect, it } from '@jest/globals';
import {
  emailerEnvironment,
  publisherEnvironment,
  readEnvironment,
  TOPIC_ARN_VARIABLE,
} from '../../../contract/environment.ts';

describe('readEnvironment', () => {
  it('reads the variables of the schema and no others', () => {
    const environment = { MAILROOM_SOURCE_ADDRESS: 'Ada <ada@example.com>', PATH: '/bin' };

    expect(readEnvironment(emailerEnvironment, environment)).toStrictEqual({
      MAILROOM_SOURCE_ADDRESS: 'Ada <ada@example.com>',
    });
  });

  it.each([
    ['MAILROOM_SOURCE_ADDRESS: missing', {}],
    ['MAILROOM_SOURCE_ADDRESS: expected an email address, got "ada"', { MAILROOM_SOURCE_ADDRESS: 'ada' }],
  ])('refuses with "%s"', (fault, environment) => {
    expect(() => readEnvironment(emailerEnvironment, environment)).toThrow(
      new Error(`The function's environment is wrong: ${fault}`),
    );
  });
});

describe('publisherEnvironment', () => {
  it.each([
    ['arn:aws:sns:eu-central-1:123456789012:topic'],
    ['arn:aws-cn:sns:cn-north-1:123456789012:Stack-Topic_1A.fifo'],
  ])('accepts %s', (arn) => {
    expect(readEnvironment(publisherEnvironment, { [TOPIC_ARN_VARIABLE]: arn })).toStrictEqual({
      MAILROOM_TOPIC_ARN: arn,
    });
  });

  it.each([
    ['arn:aws:sqs:eu-central-1:123456789012:queue'],
    ['arn:aws:sns::123456789012:topic'],
    ['arn:aws:sns:eu-central-1:123456789012:topic:3f1c2ab4'],
    ['topic'],
    [''],
  ])('refuses %j', (arn) => {
    expect(() => readEnvironment(publisherEnvironment, { [TOPIC_ARN_VARIABLE]: arn })).toThrow(
      new Error(
        `The function's environment is wrong: MAILROOM_TOPIC_ARN: expected the ARN of an SNS topic, got "${arn}"`,
      ),
    );
  });
});
