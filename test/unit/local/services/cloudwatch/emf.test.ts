import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { metricsIn } from '../../../../../local/services/cloudwatch/emf.ts';

const AT = Date.UTC(2026, 0, 1);

/** A line in the format, with what differs. */
function aLine(directive: object = {}, fields: object = {}, timestamp: unknown = AT): string {
  const whole = {
    Namespace: 'App',
    Dimensions: [['service']],
    Metrics: [{ Name: 'Sent', Unit: 'Count' }],
    ...directive,
  };
  return JSON.stringify({
    _aws: { Timestamp: timestamp, CloudWatchMetrics: [whole] },
    service: 'mail',
    Sent: 2,
    ...fields,
  });
}

const SENT = {
  namespace: 'App',
  name: 'Sent',
  dimensions: { service: 'mail' },
  at: AT,
  values: [2],
};

describe('metricsIn', () => {
  it('reads a metric with its dimensions and its time', () => {
    expect(metricsIn(aLine())).toEqual([SENT]);
  });

  it('reads several values of one metric', () => {
    expect(metricsIn(aLine({}, { Sent: [1, 2.5, -3] }))).toEqual([{ ...SENT, values: [1, 2.5, -3] }]);
  });

  it('gives a metric once for each set of dimensions, of which one may be empty', () => {
    const line = aLine({ Dimensions: [['service'], [], ['service', 'Reason']] }, { Reason: 'invalid' });

    expect(metricsIn(line).map(({ dimensions }) => dimensions)).toEqual([
      { service: 'mail' },
      {},
      { service: 'mail', Reason: 'invalid' },
    ]);
  });

  it('reads several directives', () => {
    const directive = { Namespace: 'Other', Dimensions: [[]], Metrics: [{ Name: 'Held' }] };
    const line = JSON.parse(aLine({}, { Held: 0 }));
    line._aws.CloudWatchMetrics.push(directive);

    expect(metricsIn(JSON.stringify(line)).map(({ namespace, name }) => [namespace, name])).toEqual([
      ['App', 'Sent'],
      ['Other', 'Held'],
    ]);
  });

  it('reads what Powertools logs', () => {
    const metrics = new Metrics({ namespace: 'App', serviceName: 'mail' });
    const at = Date.now();
    metrics.setTimestamp(new Date(at));
    metrics.addMetric('Sent', 'Count', 1);
    metrics.addMetric('Sent', 'Count', 1);

    expect(metricsIn(JSON.stringify(metrics.serializeMetrics()))).toEqual([{ ...SENT, at, values: [1, 1] }]);
  });

  it.each([
    ['is no JSON', '"CloudWatchMetrics" {'],
    ['is another text', 'sent 2 emails'],
    ['only names the format', '{"a":"\\"CloudWatchMetrics\\""}'],
    ['has no time', aLine({}, {}, 'now')],
    ['has directives that are no list', '{"_aws":{"Timestamp":1,"CloudWatchMetrics":{}}}'],
    ['has dimensions that are no sets', aLine({ Dimensions: ['service'] })],
    ['has a metric without a name', aLine({ Metrics: [{}] })],
    ['has no value', aLine({}, { Sent: undefined })],
    ['has a text as value', aLine({}, { Sent: '2' })],
    ['has an empty list of values', aLine({}, { Sent: [] })],
    ['lacks a dimension', aLine({ Dimensions: [['Reason']] })],
    ['writes into a namespace of AWS', aLine({ Namespace: 'AWS/SQS' })],
  ])('finds none in a line that %s', (_, line) => {
    expect(metricsIn(line)).toEqual([]);
  });

  it('never throws, whatever a function logs', () => {
    const anything = fc.oneof(
      fc.string().map((text) => `"CloudWatchMetrics"${text}`),
      fc.json().map((json) => `{"_aws":{"Timestamp":1,"CloudWatchMetrics":[${json}]}}`),
      fc.json().map((json) => aLine({}, { Sent: JSON.parse(json) })),
    );
    fc.assert(fc.property(anything, (line) => Array.isArray(metricsIn(line))));
  });
});
