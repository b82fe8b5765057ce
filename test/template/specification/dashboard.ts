import type { Check } from './check.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { expectEqual, propertiesOf, type Template } from './template.ts';

interface Widget {
  readonly type: string;
  readonly width: number;
  readonly x: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: { readonly horizontal?: readonly unknown[] };
  };
}

const PACE = 'Pace (emails a second), throttles (right, count)';
const REPUTATION = 'Bounce rate, complaint rate (right) of the account (fractions)';
const REASONS = 'Dead letters by reason (notifications)';

/** The graphs that show more than metrics as they are. */
const CALCULATED: ReadonlySet<string | undefined> = new Set([PACE, REASONS, REPUTATION]);

export const DASHBOARD: readonly Check[] = [
  {
    intention: 'The dashboard shows the state of every alarm',
    verify: (template, names) => {
      const [status] = widgetsOf(template, names).filter(({ type }) => type === 'alarm');
      const alarms = Object.values(names.alarms).map((id) => `<${id}.Arn>`);
      expectEqual('Alarms', status?.properties.alarms, alarms);
    },
  },
  {
    intention: 'The dashboard has a graph of each step of a notification, each with its unit',
    verify: (template, names) => {
      const titles = widgetsOf(template, names).map(({ properties }) => properties.title);
      expectEqual('Graphs', titles.filter(Boolean), [
        'Alarms',
        'Flow in (notifications)',
        'Flow out (notifications)',
        'In the queue (notifications)',
        'Age of the oldest (seconds)',
        'Verdicts (notifications)',
        REASONS,
        'Depth of the dead-letter queues (notifications)',
        PACE,
        'Daily quota of the account (percent)',
        'From publishing to SES (milliseconds)',
        'Invocation of the emailer (milliseconds)',
        'What became of emails (recipients)',
        REPUTATION,
      ]);
    },
  },
  {
    intention: 'The dashboard begins with the name of the pipeline, and the command that tells more',
    verify: (template, names) => {
      expectEqual(
        'Heading',
        widgetsOf(template, names)[0]?.properties.markdown,
        '## Backend/Notifications\n' +
          '`npx amplify-mailroom status --outputs --pipeline Backend/Notifications` · docs/operations.md',
      );
    },
  },
  {
    intention: 'Each graph draws the metrics, of the parts of the pipeline, that its title names',
    verify: (template, names) => {
      expectEqual('Metrics', metricsByTitle(widgetsOf(template, names)), expectedMetrics(names));
    },
  },
  {
    intention: 'The dashboard sets what is sent a second beside what is allowed, and throttles to the right',
    verify: (template, names) => {
      const metric = (name: string, options: object) => [
        ...['Mailroom', name, 'FunctionName', `<${names.emailer.fn}>`, 'service', 'emailer'],
        options,
      ];
      const pace = widgetsOf(template, names).find(({ properties }) => properties.title === PACE);
      expectEqual('Pace', pace?.properties.metrics, [
        [{ label: 'Sent', expression: 'sent / PERIOD(sent)' }],
        metric('Sent', { id: 'sent', visible: false, stat: 'Sum' }),
        metric('SendRate', { label: 'Allowed to all workers', stat: 'Maximum' }),
        metric('Pace', { label: 'Allowed to a worker' }),
        metric('SesThrottles', { stat: 'Sum', yAxis: 'right' }),
      ]);
    },
  },
  {
    intention: 'The dashboard sets the account’s rates beside the rates at which alarms go off',
    verify: (template, names) => {
      const found = widgetsOf(template, names).find(({ properties }) => properties.title === REPUTATION);
      expectEqual('Rates', found?.properties.metrics, [
        ['AWS/SES', 'Reputation.BounceRate', { label: 'Bounces' }],
        ['AWS/SES', 'Reputation.ComplaintRate', { label: 'Complaints', yAxis: 'right' }],
      ]);
      expectEqual('Alarms', found?.properties.annotations?.horizontal, [
        { value: 0.04, label: 'Alarm', yAxis: 'left' },
        { value: 0.0008, label: 'Alarm', yAxis: 'right' },
      ]);
    },
  },
  {
    intention: 'The dashboard finds dead letters by whatever reasons there are',
    verify: (template, names) => {
      const found = widgetsOf(template, names).find(({ properties }) => properties.title === REASONS);
      expectEqual('Search', found?.properties.metrics, [
        [
          {
            label: "${PROP('Dim.Reason')}",
            expression: `SEARCH('{Mailroom,service,FunctionName,Reason} MetricName="DeadLetters" FunctionName="<${names.emailer.fn}>"', 'Sum', 300)`,
          },
        ],
      ]);
    },
  },
  {
    intention: 'The dashboard fills the 24 columns of the grid in each of its eight rows',
    verify: (template, names) => {
      const ends = widgetsOf(template, names).map(({ x, width }) => x + width);
      expectEqual('Ends', [Math.max(...ends), ends.filter((end) => end === 24).length], [24, 8]);
    },
  },
  {
    intention: 'The dashboard shows metrics of the region that the pipeline is in',
    verify: (template, names) => {
      const regions = JSON.stringify(widgetsOf(template, names)).match(/"region":"[^"]*"/g);
      expectEqual('Regions', new Set(regions), new Set(['"region":"<AWS::Region>"']));
    },
  },
];

/** What each graph draws, but for those that calculate, as {@link metricsByTitle} tells it. */
function expectedMetrics(names: PipelineNames) {
  const { topic, queue, deadLetterQueue, undeliveredQueue, emailer, feedback } = names;
  const ofQueue = (id: string, name: string, statistic: string) =>
    `AWS/SQS ${name} <${id}.QueueName> ${statistic}`;
  const ofEmailer = (name: string, statistic: string) => `Mailroom ${name} <${emailer.fn}> ${statistic}`;
  const verdicts = [
    ...['Sent', 'Retried', 'Held', 'Rejected', 'Expired', 'Returned'],
    ...['DuplicatesSuppressed', 'Withheld'],
  ];
  return {
    'Flow in (notifications)': [
      `AWS/SNS NumberOfMessagesPublished <${topic}.TopicName> Sum`,
      ofQueue(queue, 'NumberOfMessagesSent', 'Sum'),
    ],
    'Flow out (notifications)': [
      ofQueue(queue, 'NumberOfMessagesReceived', 'Sum'),
      ofQueue(queue, 'NumberOfMessagesDeleted', 'Sum'),
      ofEmailer('Sent', 'Sum'),
    ],
    'In the queue (notifications)': [
      ofQueue(queue, 'ApproximateNumberOfMessagesVisible', 'Maximum'),
      ofQueue(queue, 'ApproximateNumberOfMessagesNotVisible', 'Maximum'),
    ],
    'Age of the oldest (seconds)': [
      ofQueue(queue, 'ApproximateAgeOfOldestMessage', 'Maximum'),
      ofEmailer('AgeAtReceive', 'Maximum'),
    ],
    'Verdicts (notifications)': verdicts.map((name) => ofEmailer(name, 'Sum')),
    'Depth of the dead-letter queues (notifications)': [
      ofQueue(deadLetterQueue, 'ApproximateNumberOfMessagesVisible', 'Maximum'),
      ofQueue(undeliveredQueue, 'ApproximateNumberOfMessagesVisible', 'Maximum'),
    ],
    'Daily quota of the account (percent)': [ofEmailer('DailyQuotaUsed', 'Maximum')],
    'From publishing to SES (milliseconds)': ['p50', 'p90', 'p99'].map((each) =>
      ofEmailer('DeliveryTime', each),
    ),
    'Invocation of the emailer (milliseconds)': ['p50', 'p99'].map(
      (each) => `AWS/Lambda Duration <${emailer.fn}> ${each}`,
    ),
    'What became of emails (recipients)': [
      ...['Delivered', 'Bounced', 'Complained', 'Suppressed', 'DeliveryDelayed', 'RejectedBySes'],
    ].map((name) => `Mailroom ${name} <${feedback.fn}> Sum`),
  };
}

/** Namespace, name, resource and statistic of each metric, by the graph's title; of graphs that do not calculate. */
function metricsByTitle(widgets: readonly Widget[]): Record<string, string[]> {
  const graphs = widgets.filter(
    ({ type, properties }) => type === 'metric' && !CALCULATED.has(properties.title),
  );
  return Object.fromEntries(
    graphs.map(({ properties: { title, metrics = [] } }) => [
      title,
      metrics.map((metric) => {
        const [namespace, name, , resource] = metric;
        // A dashboard leaves out Average.
        const { stat = 'Average' } = metric.at(-1) as { stat?: string };
        return [namespace, name, resource, stat].join(' ');
      }),
    ]),
  );
}

/** The widgets, with `<id>` or `<id.attribute>` in place of each reference. */
function widgetsOf(template: Template, { dashboard }: PipelineNames): Widget[] {
  const { DashboardBody } = propertiesOf(template, dashboard, 'AWS::CloudWatch::Dashboard');
  const parts: unknown[] = DashboardBody?.['Fn::Join']?.[1] ?? [];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : placeholder(part))).join(''))
    .widgets;
}

function placeholder(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = reference as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return `<${Ref ?? attribute?.join('.')}>`;
}
