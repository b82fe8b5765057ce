import { type AlarmKind, ALARMS as KINDS } from '../../../contract/alarms.ts';
import { ALARM_RULES, isArrival, metricsOf } from './alarm-rules.ts';
import type { Check } from './check.ts';
import type { PipelineNames } from './pipeline-names.ts';
import { expectEqual, expectOnly, propertiesOf, ref, type Template } from './template.ts';

export const ALARMS: readonly Check[] = [
  ...KINDS.flatMap(checksOf),
  {
    intention: 'The alarms read twenty-two metrics, which is what CloudWatch bills',
    verify: (template, { alarms }) => {
      const read = Object.values(alarms).flatMap((id) =>
        Object.keys(metricsOf(propertiesOf(template, id, 'AWS::CloudWatch::Alarm')).metrics),
      );
      expectEqual('Metrics', read.length, 22);
    },
  },
];

function checksOf(kind: AlarmKind): Check[] {
  const { reads, watches, ...rule } = ALARM_RULES[kind];
  const of = (template: Template, names: PipelineNames) =>
    propertiesOf(template, names.alarms[kind], 'AWS::CloudWatch::Alarm');
  return [
    {
      intention: `${kind} looks at ${reads}`,
      verify: (template, names) => expectEqual('Metrics', metricsOf(of(template, names)), watches(names)),
    },
    {
      intention: `${kind} goes off and is over when it says, and silence is no failure`,
      verify: (template, names) => {
        const { ComparisonOperator, Threshold, EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = of(
          template,
          names,
        );
        expectEqual(
          'Rule',
          {
            comparison: ComparisonOperator,
            threshold: Threshold,
            periods: EvaluationPeriods,
            breaching: DatapointsToAlarm ?? EvaluationPeriods,
            missing: TreatMissingData,
          },
          rule,
        );
      },
    },
    {
      intention: isArrival(kind)
        ? `${kind} calls the operator when it goes off, and tells nobody that it is over, which is no news`
        : `${kind} calls the operator when it goes off, and when it is over`,
      verify: (template, names) => {
        const { AlarmActions, OKActions } = of(template, names);
        const operator = [ref(names.alarmTopic)];
        expectEqual(
          'Actions',
          { AlarmActions, OKActions },
          {
            AlarmActions: operator,
            OKActions: isArrival(kind) ? undefined : operator,
          },
        );
      },
    },
    {
      intention: `${kind} says what to type, and where the runbook tells of it`,
      verify: (template, names) => {
        const lines = String(of(template, names).AlarmDescription).split('\n');
        expectEqual(
          'Command',
          lines.some((line) => line.startsWith('Type: npx amplify-mailroom ')),
          true,
        );
        expectEqual('Section', lines.at(-1), `See docs/operations.md#${kind.toLowerCase()}`);
      },
    },
    {
      intention: `${kind} is never silenced, and says nothing of itself while it lacks data`,
      verify: (template, names) => {
        expectOnly(kind, of(template, names), [
          ...['AlarmActions', 'AlarmDescription', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions'],
          ...['EvaluationPeriods', 'MetricName', 'Metrics', 'Namespace', 'OKActions', 'Period', 'Statistic'],
          ...['Threshold', 'TreatMissingData'],
        ]);
      },
    },
  ];
}
