import { describe, expect, it } from '@jest/globals';
import {
  emailerEnvironment,
  feedbackEnvironment,
  publisherEnvironment,
  readEnvironment,
  TOPIC_ARN_VARIABLE,
} from '../../../contract/environment.ts';
import { anEmailerEnvironment } from '../../support/handlers/an-emailer-environment.ts';

describe('readEnvironment', () => {
  it('reads the variables of the schema and no others', () => {
    const environment = { MAILROOM_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:topic', PATH: '/bin' };

    expect(readEnvironment(publisherEnvironment, environment)).toStrictEqual({
      MAILROOM_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:topic',
    });
  });

  it('names every variable that is missing or malformed in one error', () => {
    const environment = anEmailerEnvironment({
      MAILROOM_SOURCE_ADDRESS: undefined,
      MAILROOM_QUEUE_URL: 'queue',
      MAILROOM_WORKERS: 'two',
    });

    expect(() => readEnvironment(emailerEnvironment, environment)).toThrow(
      new Error(
        "The function's environment is wrong: MAILROOM_SOURCE_ADDRESS: missing; " +
          'MAILROOM_QUEUE_URL: expected a URL, got "queue"; MAILROOM_WORKERS: expected a number above 0, got "two"',
      ),
    );
  });
});

describe('emailerEnvironment', () => {
  it('gives the sender taken apart, texts as they are and numbers as numbers', () => {
    expect(readEnvironment(emailerEnvironment, anEmailerEnvironment())).toStrictEqual({
      MAILROOM_SOURCE_ADDRESS: { address: 'sender@example.com', displayName: 'Sender' },
      MAILROOM_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/queue',
      MAILROOM_DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dead',
      MAILROOM_TABLE: 'table',
      MAILROOM_DEDUPLICATE_FOR_SECONDS: 1_382_400,
      MAILROOM_SEND_RATE: 0.5,
      MAILROOM_MAX_SEND_RATE: 40,
      MAILROOM_WORKERS: 2,
      MAILROOM_RETRY_FOR_SECONDS: 86_400,
      MAILROOM_BACKOFF_FACTOR: 2,
      MAILROOM_RETRY_BASE_SECONDS: 5,
      MAILROOM_RETRY_CAP_SECONDS: 900,
      MAILROOM_HOLD_BASE_SECONDS: 60,
      MAILROOM_HOLD_CAP_SECONDS: 2500,
      MAILROOM_UNASKED_HOLD_CAP_SECONDS: 3600,
      MAILROOM_UNASKED_HOLD_RATE: 25,
    });
  });

  it('knows of no table where nothing is deduplicated', () => {
    const environment = anEmailerEnvironment({
      MAILROOM_TABLE: undefined,
      MAILROOM_DEDUPLICATE_FOR_SECONDS: undefined,
    });

    const settings = readEnvironment(emailerEnvironment, environment);

    expect(settings.MAILROOM_TABLE).toBeUndefined();
    expect(settings.MAILROOM_DEDUPLICATE_FOR_SECONDS).toBeUndefined();
  });

  it.each([['MAILROOM_TABLE'], ['MAILROOM_DEDUPLICATE_FOR_SECONDS']] as const)(
    'is refused without %s alone, since the one means nothing without the other',
    (variable) => {
      expect(faultsOf({ [variable]: undefined })).toMatch(
        /^environment: expected MAILROOM_TABLE and MAILROOM_DEDUPLICATE_FOR_SECONDS together, or neither/,
      );
    },
  );

  it.each([
    ['MAILROOM_SOURCE_ADDRESS'],
    ['MAILROOM_QUEUE_URL'],
    ['MAILROOM_DEAD_LETTER_QUEUE_URL'],
    ['MAILROOM_SEND_RATE'],
    ['MAILROOM_MAX_SEND_RATE'],
    ['MAILROOM_WORKERS'],
    ['MAILROOM_RETRY_FOR_SECONDS'],
    ['MAILROOM_BACKOFF_FACTOR'],
    ['MAILROOM_RETRY_BASE_SECONDS'],
    ['MAILROOM_RETRY_CAP_SECONDS'],
    ['MAILROOM_HOLD_BASE_SECONDS'],
    ['MAILROOM_HOLD_CAP_SECONDS'],
    ['MAILROOM_UNASKED_HOLD_CAP_SECONDS'],
    ['MAILROOM_UNASKED_HOLD_RATE'],
  ] as const)('is refused without %s', (variable) => {
    expect(faultsOf({ [variable]: undefined })).toBe(`${variable}: missing`);
  });

  it.each([
    ['MAILROOM_SOURCE_ADDRESS', 'an email address', 'ada'],
    ['MAILROOM_QUEUE_URL', 'a URL', 'queue'],
    ['MAILROOM_DEAD_LETTER_QUEUE_URL', 'a URL', ''],
    ['MAILROOM_TABLE', 'a name', ''],
    ['MAILROOM_DEDUPLICATE_FOR_SECONDS', 'a number above 0', 'false'],
    ['MAILROOM_SEND_RATE', 'a number above 0', '14/s'],
    ['MAILROOM_MAX_SEND_RATE', 'a number above 0', 'undefined'],
    ['MAILROOM_WORKERS', 'a number above 0', '0'],
    ['MAILROOM_RETRY_FOR_SECONDS', 'a number above 0', '-1'],
    ['MAILROOM_BACKOFF_FACTOR', 'a number above 0', 'NaN'],
    ['MAILROOM_RETRY_BASE_SECONDS', 'a number above 0', ''],
    ['MAILROOM_RETRY_CAP_SECONDS', 'a number above 0', ' '],
    ['MAILROOM_HOLD_BASE_SECONDS', 'a number above 0', 'Infinity'],
    ['MAILROOM_HOLD_CAP_SECONDS', 'a number above 0', '1e999'],
    ['MAILROOM_UNASKED_HOLD_CAP_SECONDS', 'a number above 0', 'an hour'],
    ['MAILROOM_UNASKED_HOLD_RATE', 'a number above 0', '0'],
  ])('is refused where %s is not %s but %j', (variable, expected, value) => {
    expect(faultsOf({ [variable]: value })).toBe(`${variable}: expected ${expected}, got "${value}"`);
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

/** What an error says of an emailer's environment that differs from a valid one by `parts`. */
function faultsOf(parts: Parameters<typeof anEmailerEnvironment>[0]): string {
  try {
    readEnvironment(emailerEnvironment, anEmailerEnvironment(parts));
  } catch (error) {
    return (error as Error).message.replace("The function's environment is wrong: ", '');
  }
  throw new Error('The environment was taken');
}

describe('feedbackEnvironment', () => {
  it('gives the emailer whose events are kept, and the table', () => {
    const environment = {
      MAILROOM_EMAILER: 'emailer-1',
      MAILROOM_TABLE: 'table',
      MAILROOM_DEDUPLICATE_FOR_SECONDS: '1382400',
    };

    expect(readEnvironment(feedbackEnvironment, environment)).toStrictEqual({
      MAILROOM_EMAILER: 'emailer-1',
      MAILROOM_TABLE: 'table',
      MAILROOM_DEDUPLICATE_FOR_SECONDS: 1_382_400,
    });
  });

  it('needs no table, but an emailer', () => {
    expect(readEnvironment(feedbackEnvironment, { MAILROOM_EMAILER: 'emailer-1' })).toStrictEqual({
      MAILROOM_EMAILER: 'emailer-1',
    });
    expect(() => readEnvironment(feedbackEnvironment, {})).toThrow(/MAILROOM_EMAILER: missing/);
  });

  it('is refused with half a table', () => {
    const environment = { MAILROOM_EMAILER: 'emailer-1', MAILROOM_TABLE: 'table' };

    expect(() => readEnvironment(feedbackEnvironment, environment)).toThrow(
      /MAILROOM_TABLE and MAILROOM_DEDUPLICATE_FOR_SECONDS together, or neither/,
    );
  });
});
