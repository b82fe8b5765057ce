import { describe, expect, it } from '@jest/globals';
import type { CustomNotifications } from '../../../../lib/index.ts';
import {
  aPipeline,
  aStack,
  logicalIdOf,
  onlyResource,
  resourceOf,
} from '../../../support/pipeline-template.ts';

interface Widget {
  readonly type: string;
  readonly width: number;
  readonly x: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: unknown;
  };
}

const EMAILER = '<QueueEmailer>';
const MAILROOM = ['Mailroom', 'FunctionName', EMAILER, 'service', 'emailer'];

describe('the dashboard', () => {
  const widgets = widgetsOf(aPipeline());

  it('names the pipeline, what to type, and each of its alarms', () => {
    expect(widgets[0]?.properties.markdown).toBe(
      '## Backend/Notifications\n`npx amplify-mailroom status --outputs --pipeline Backend/Notifications` · docs/operations.md',
    );
    expect(widgets[1]).toMatchObject({ type: 'alarm', properties: { title: 'Alarms' } });
    expect(widgets[1]?.properties.alarms).toHaveLength(8);
  });

  it('shows these graphs, each with its unit', () => {
    expect(widgets.slice(2).map(({ properties }) => properties.title)).toEqual([
      'Flow in (notifications)',
      'Flow out (notifications)',
      'In the queue (notifications)',
      'Age of the oldest (seconds)',
      'Verdicts (notifications)',
      'Dead letters by reason (notifications)',
      'Depth of the dead-letter queues (notifications)',
      'Pace (emails a second), throttles (right, count)',
      'Daily quota of the account (percent)',
      'From publishing to SES (milliseconds)',
      'Invocation of the emailer (milliseconds)',
    ]);
  });

  it.each([
    [
      'Flow in (notifications)',
      [
        'AWS/SNS NumberOfMessagesPublished <NotificationTopic> Sum',
        'AWS/SQS NumberOfMessagesSent <Queue> Sum',
      ],
    ],
    [
      'Flow out (notifications)',
      [
        'AWS/SQS NumberOfMessagesReceived <Queue> Sum',
        'AWS/SQS NumberOfMessagesDeleted <Queue> Sum',
        'Mailroom Sent <QueueEmailer> Sum',
      ],
    ],
    [
      'In the queue (notifications)',
      [
        'AWS/SQS ApproximateNumberOfMessagesVisible <Queue> Maximum',
        'AWS/SQS ApproximateNumberOfMessagesNotVisible <Queue> Maximum',
      ],
    ],
    [
      'Age of the oldest (seconds)',
      [
        'AWS/SQS ApproximateAgeOfOldestMessage <Queue> Maximum',
        'Mailroom AgeAtReceive <QueueEmailer> Maximum',
      ],
    ],
    [
      'Verdicts (notifications)',
      ['Sent', 'Retried', 'Held', 'Rejected', 'Expired', 'Returned', 'DuplicatesSuppressed'].map(
        (name) => `Mailroom ${name} <QueueEmailer> Sum`,
      ),
    ],
    [
      'Depth of the dead-letter queues (notifications)',
      [
        'AWS/SQS ApproximateNumberOfMessagesVisible <DeadLetterQueue> Maximum',
        'AWS/SQS ApproximateNumberOfMessagesVisible <UndeliveredQueue> Maximum',
      ],
    ],
    ['Daily quota of the account (percent)', ['Mailroom DailyQuotaUsed <QueueEmailer> Maximum']],
    [
      'From publishing to SES (milliseconds)',
      ['p50', 'p90', 'p99'].map((percentile) => `Mailroom DeliveryTime <QueueEmailer> ${percentile}`),
    ],
    [
      'Invocation of the emailer (milliseconds)',
      ['p50', 'p99'].map((percentile) => `AWS/Lambda Duration <QueueEmailer> ${percentile}`),
    ],
  ])('draws in %s: %j', (title, metrics) => {
    expect(graph(widgets, title).metrics?.map(told)).toEqual(metrics);
  });

  it('finds dead letters by whatever reasons there are', () => {
    expect(graph(widgets, 'Dead letters by reason (notifications)').metrics).toEqual([
      [
        {
          label: "${PROP('Dim.Reason')}",
          expression: `SEARCH('{Mailroom,service,FunctionName,Reason} MetricName="DeadLetters" FunctionName="${EMAILER}"', 'Sum', 300)`,
        },
      ],
    ]);
  });

  it('sets what is sent a second beside what is allowed, and throttles to the right', () => {
    const [namespace, ...dimensions] = MAILROOM;

    expect(graph(widgets, 'Pace (emails a second), throttles (right, count)').metrics).toEqual([
      [{ label: 'Sent', expression: 'sent / PERIOD(sent)' }],
      [namespace, 'Sent', ...dimensions, { id: 'sent', visible: false, stat: 'Sum' }],
      [namespace, 'SendRate', ...dimensions, { label: 'Allowed to all workers', stat: 'Maximum' }],
      [namespace, 'Pace', ...dimensions, { label: 'Allowed to a worker' }],
      [namespace, 'SesThrottles', ...dimensions, { stat: 'Sum', yAxis: 'right' }],
    ]);
  });

  it('marks where the alarm of the quota goes off', () => {
    const own = widgetsOf(aPipeline({ alarms: { dailyQuotaUsedPercent: 60 } }));

    expect(graph(own, 'Daily quota of the account (percent)').annotations).toEqual({
      horizontal: [{ value: 60, label: 'Alarm', yAxis: 'left' }],
    });
  });

  it('shows neither alarms nor their threshold where there are none', () => {
    const own = widgetsOf(aPipeline({ alarms: false }));

    expect(own.map(({ type }) => type)).not.toContain('alarm');
    expect(graph(own, 'Daily quota of the account (percent)').annotations).toBeUndefined();
  });

  it('fills the grid’s 24 columns in every row', () => {
    const ends = widgets.map(({ x, width }) => x + width);

    expect(Math.max(...ends)).toBe(24);
    expect(ends.filter((end) => end === 24)).toHaveLength(7);
  });

  it('is one for each pipeline of a stack, of its own parts', () => {
    const stack = aStack();
    const first = aPipeline({ sendRate: 7 }, { stack, id: 'First' });
    const second = aPipeline({ sendRate: 7 }, { stack, id: 'Second' });

    const bodies = [first, second].map(({ dashboard }) =>
      JSON.stringify(resourceOf(dashboard as never).Properties),
    );

    expect(bodies[0]).toContain(logicalIdOf(first.emailer));
    expect(bodies[0]).not.toContain(logicalIdOf(second.emailer));
    expect(bodies[1]).toContain(logicalIdOf(second.emailer));
  });
});

/** The widgets of the only dashboard, with `<Queue>` in place of what CloudFormation knows the queue by. */
function widgetsOf(pipeline: CustomNotifications): Widget[] {
  const { DashboardBody } = onlyResource(pipeline, 'AWS::CloudWatch::Dashboard').Properties as {
    DashboardBody: { 'Fn::Join': [string, unknown[]] };
  };
  const body = DashboardBody['Fn::Join'][1].map((part) =>
    typeof part === 'string' ? part : placeholder(part),
  );
  return JSON.parse(body.join('')).widgets;
}

function placeholder(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = reference as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const id = Ref ?? attribute?.[0] ?? '';
  return `<${id.replace(/^Notifications|[0-9A-F]{8}$/g, '')}>`;
}

function graph(widgets: readonly Widget[], title: string): Widget['properties'] {
  const found = widgets.find(({ properties }) => properties.title === title);
  if (!found) throw new Error(`There is no graph ${title}`);
  return found.properties;
}

/** Namespace, name, resource and statistic of a metric; a dashboard leaves out Average. */
function told(metric: readonly unknown[]): string {
  const [namespace, name, , resource] = metric;
  const { stat = 'Average' } = metric.at(-1) as { stat?: string };
  return [namespace, name, resource, stat].join(' ');
}
