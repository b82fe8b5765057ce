import type { Check } from './check.ts';
import type { FunctionNames } from './pipeline-names.ts';
import { expectEqual, propertiesOf, ref, type Template } from './template.ts';

export const ENVIRONMENT: readonly Check[] = [
  {
    intention: 'The publisher publishes to the pipeline’s topic, and nothing else steers it',
    verify: (template, { publisher, topic }) => {
      expectEqual('Variables', variablesOf(template, publisher), { MAILROOM_TOPIC_ARN: ref(topic) });
    },
  },
  {
    intention: 'The emailer sends as the source address',
    verify: (template, { emailer }) => {
      expectEqual('Sender', variablesOf(template, emailer).MAILROOM_SOURCE_ADDRESS, 'sender@example.com');
    },
  },
  {
    intention: 'The emailer hides what is to be tried again in the queue that it came from',
    verify: (template, { emailer, queue }) => {
      expectEqual('Queue', variablesOf(template, emailer).MAILROOM_QUEUE_URL, ref(queue));
    },
  },
  {
    intention: 'The emailer writes dead letters to deadLetterQueue',
    verify: (template, { emailer, deadLetterQueue }) => {
      expectEqual(
        'Queue',
        variablesOf(template, emailer).MAILROOM_DEAD_LETTER_QUEUE_URL,
        ref(deadLetterQueue),
      );
    },
  },
  {
    intention:
      'The emailer remembers what it sent for the horizon, the 14 days of a dead letter and a day more',
    verify: (template, { emailer, table }) => {
      const { MAILROOM_TABLE, MAILROOM_DEDUPLICATE_FOR_SECONDS } = variablesOf(template, emailer);
      expectEqual(
        'Memory',
        [MAILROOM_TABLE, Number(MAILROOM_DEDUPLICATE_FOR_SECONDS)],
        [ref(table), (1 + 14 + 1) * 24 * 60 * 60],
      );
    },
  },
  {
    intention:
      'The emailer keeps to the usual quota of SES until it knows the account’s, and follows that as far as planned',
    verify: (template, { emailer }) => {
      const { MAILROOM_SEND_RATE, MAILROOM_MAX_SEND_RATE, MAILROOM_WORKERS } = variablesOf(template, emailer);
      expectEqual('Rates', [MAILROOM_SEND_RATE, MAILROOM_MAX_SEND_RATE, MAILROOM_WORKERS], ['14', '40', '2']);
    },
  },
  {
    intention: 'The emailer tries for a day, ever more slowly',
    verify: (template, { emailer }) => {
      const variables = variablesOf(template, emailer);
      expectEqual('Horizon', variables.MAILROOM_RETRY_FOR_SECONDS, '86400');
      expectEqual('Factor', variables.MAILROOM_BACKOFF_FACTOR, '2');
      expectEqual(
        'Retries',
        [variables.MAILROOM_RETRY_BASE_SECONDS, variables.MAILROOM_RETRY_CAP_SECONDS],
        ['5', '900'],
      );
      expectEqual(
        'Holds',
        [variables.MAILROOM_HOLD_BASE_SECONDS, variables.MAILROOM_HOLD_CAP_SECONDS],
        ['60', '2500'],
      );
      expectEqual(
        'Holds without asking SES',
        [variables.MAILROOM_UNASKED_HOLD_CAP_SECONDS, variables.MAILROOM_UNASKED_HOLD_RATE],
        ['3600', '25'],
      );
    },
  },
  {
    intention: 'The emailer sends with the configuration set by which events come back',
    verify: (template, { emailer, configurationSet }) => {
      const { MAILROOM_CONFIGURATION_SET } = variablesOf(template, emailer);
      expectEqual('Set', MAILROOM_CONFIGURATION_SET, ref(configurationSet));
    },
  },
  {
    intention: 'The emailer waits two minutes for SES to tell of an email whose reply was lost',
    verify: (template, { emailer }) => {
      expectEqual('Seconds', variablesOf(template, emailer).MAILROOM_SETTLE_SECONDS, '120');
    },
  },
  {
    intention:
      'The feedback function keeps the events of the pipeline’s emailer, in its table, as long as what was sent, and nothing else steers it',
    verify: (template, { feedback, emailer, table }) => {
      expectEqual('Variables', variablesOf(template, feedback), {
        MAILROOM_EMAILER: ref(emailer.fn),
        MAILROOM_TABLE: ref(table),
        MAILROOM_DEDUPLICATE_FOR_SECONDS: String((1 + 14 + 1) * 24 * 60 * 60),
      });
    },
  },
  {
    intention:
      'Nothing else steers the emailer, such as a switch that logs events or turns deduplication off',
    verify: (template, { emailer }) => {
      const others = Object.keys(variablesOf(template, emailer)).filter(
        (name) => !name.startsWith('MAILROOM_'),
      );
      expectEqual('Other variables', others, []);
    },
  },
];

function variablesOf(template: Template, { fn }: FunctionNames) {
  return propertiesOf(template, fn, 'AWS::Lambda::Function').Environment?.Variables ?? {};
}
