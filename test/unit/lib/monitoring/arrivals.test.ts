import { describe, expect, it } from '@jest/globals';
import type { IConstruct } from 'constructs';
import { startOf } from '../../../../local/services/cloudwatch/metric.ts';
import { MetricStore } from '../../../../local/services/cloudwatch/metric-store.ts';
import type { Json, JsonObject } from '../../../../template/json.ts';
import { aPipeline, logicalIdOf, templateOf } from '../../../support/construct/pipeline-template.ts';
import { MINUTE } from '../../../support/local/a-store.ts';
import { anAlarm } from '../../../support/local/an-alarm.ts';

/** The values of each minute from {@link MINUTE} on: one, several, or none. */
type Minutes = readonly (number | readonly number[] | undefined)[];

const NAMES = {
  sent: 'NumberOfMessagesSent',
  visible: 'ApproximateNumberOfMessagesVisible',
  hidden: 'ApproximateNumberOfMessagesNotVisible',
} as const;

const pipeline = aPipeline();
const id = logicalIdOf(pipeline.alarms?.DeadLetterArrived as IConstruct);
const { Properties } = templateOf(pipeline).toJSON().Resources[id] as { Properties: JsonObject };

/** The template's alarm, on a queue of the tests. */
const theAlarm = () =>
  anAlarm({
    ...Properties,
    MetricName: null,
    Namespace: null,
    Statistic: null,
    Period: null,
    Metrics: ofJobs(Properties.Metrics),
  });

function ofJobs(metrics: Json | undefined): Json {
  const text = JSON.stringify(metrics, (key, value) =>
    key === 'Dimensions' ? [{ Name: 'QueueName', Value: 'jobs' }] : value,
  );
  return JSON.parse(text);
}

function storeOf(minutes: Partial<Record<keyof typeof NAMES, Minutes>>): MetricStore {
  const store = new MetricStore();
  for (const [name, all] of Object.entries(minutes)) {
    // As at the first minute, so it was for as long as the alarm looks back.
    for (const [index, value] of [...Array.from({ length: 30 }, () => all[0]), ...all].entries()) {
      const values = [value].flat().filter((each) => each !== undefined);
      const metric = {
        namespace: 'AWS/SQS',
        name: NAMES[name as keyof typeof NAMES],
        dimensions: { QueueName: 'jobs' },
      };
      if (values.length > 0) store.add({ ...metric, at: startOf(MINUTE - 30 + index), values });
    }
  }
  return store;
}

describe('the alarm of arrivals', () => {
  it.each<[string, Parameters<typeof storeOf>[0], string[]]>([
    ['what was sent', { sent: [0, 1] }, ['0: OK', '2: ALARM', '22: OK']],
    [
      'what the queue itself was given',
      { visible: [0, ...Array(30).fill(1)] },
      ['0: OK', '2: ALARM', '22: OK'],
    ],
    [
      'what comes between two samples of a minute',
      { visible: [0, [0, 1], ...Array(30).fill([1, 1])] },
      ['0: OK', '2: ALARM', '23: OK'],
    ],
    [
      'what comes again after the queue was drained',
      { visible: [1, 0, 0, 0, 0, 0, 0, 0, ...Array(30).fill(1)] },
      ['0: OK', '9: ALARM', '29: OK'],
    ],
    [
      'what came before there was data',
      { visible: [undefined, ...Array(30).fill(3)] },
      ['0: OK', '2: ALARM', '22: OK'],
    ],
    ['nothing where messages are only looked at', { visible: [5, 0, 5, 5], hidden: [0, 5, 0, 0] }, ['0: OK']],
    [
      'nothing where of two samples in a minute one has them as hidden',
      { visible: [5, [5, 0], [0, 0], [0, 5], 5], hidden: [0, [0, 5], [5, 5], [5, 0], 0] },
      ['0: OK'],
    ],
    [
      'nothing where CloudWatch reports what is hidden only while something is',
      { visible: [5, [5, 0], [0, 0], [0, 5], 5], hidden: [undefined, 5, [5, 5], 5, undefined] },
      ['0: OK'],
    ],
    [
      'nothing where one reads as hidden that is not there',
      { visible: [5, 5, 5], hidden: [0, 1, 0] },
      ['0: OK'],
    ],
    ['nothing where messages go', { visible: [5, 4, 0] }, ['0: OK']],
  ])('tells of %s', (_, minutes, expected) => {
    const alarm = theAlarm();

    alarm.advance(MINUTE + 60, storeOf(minutes));

    expect(alarm.history.map(({ at, to }) => `${Math.floor(at / 60_000) - MINUTE}: ${to}`)).toEqual(expected);
  });

  it('tells of an arrival whose metrics come a quarter of an hour late', () => {
    const alarm = theAlarm();
    alarm.advance(MINUTE + 16, new MetricStore());

    alarm.advance(MINUTE + 17, storeOf({ sent: [undefined, 1], visible: [undefined, ...Array(15).fill(1)] }));

    expect(alarm.state).toBe('ALARM');
  });
});
