import type { Check } from './check.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { expectEqual, propertiesOf, type Template } from './template.ts';

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

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
        'Dead letters by reason (notifications)',
        'Depth of the dead-letter queues (notifications)',
        'Pace (emails a second), throttles (right, count)',
        'Daily quota of the account (percent)',
        'From publishing to SES (milliseconds)',
        'Invocation of the emailer (milliseconds)',
      ]);
    },
  },
  {
    intention: 'The dashboard begins with the command that tells more',
    verify: (template, names) => {
      expectEqual('Heading', widgetsOf(template, names)[0]?.type, 'text');
    },
  },
  {
    intention: 'Each graph draws the parts of the pipeline that its title names',
    verify: (template, names) => {
      const { topic, queue, deadLetterQueue, undeliveredQueue, emailer } = names;
      const fn = `<${emailer.fn}>`;
      const named = (id: string) => `<${id}.QueueName>`;
      expectEqual('Parts', partsByTitle(widgetsOf(template, names)), {
        'Flow in (notifications)': [`<${topic}.TopicName>`, named(queue)],
        'Flow out (notifications)': [named(queue), named(queue), fn],
        'In the queue (notifications)': [named(queue), named(queue)],
        'Age of the oldest (seconds)': [named(queue), fn],
        'Verdicts (notifications)': Array(7).fill(fn),
        'Dead letters by reason (notifications)': [fn],
        'Depth of the dead-letter queues (notifications)': [named(deadLetterQueue), named(undeliveredQueue)],
        'Pace (emails a second), throttles (right, count)': Array(4).fill(fn),
        'Daily quota of the account (percent)': [fn],
        'From publishing to SES (milliseconds)': Array(3).fill(fn),
        'Invocation of the emailer (milliseconds)': Array(2).fill(fn),
      });
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

/** The resources that the metrics of each graph are of, in order. */
function partsByTitle(widgets: readonly Widget[]): Record<string, string[]> {
  const graphs = widgets.filter(({ type }) => type === 'metric');
  return Object.fromEntries(
    graphs.map(({ properties }) => [
      properties.title,
      JSON.stringify(properties.metrics).match(/<[^>]+>/g) ?? [],
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
