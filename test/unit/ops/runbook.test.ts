import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { ALARMS } from '../../../contract/alarms.ts';
import { alarmMetrics, failures, headings, policy } from '../../support/command/the-runbook.ts';
import { aPipeline, templateOf } from '../../support/construct/pipeline-template.ts';

const ROOT = new URL('../../../', import.meta.url);

/** Batches have no action of their own. */
const PREFIXES: Readonly<Record<string, string>> = {
  '@aws-sdk/client-cloudformation': 'cloudformation',
  '@aws-sdk/client-dynamodb': 'dynamodb',
  '@aws-sdk/client-sqs': 'sqs',
  '@aws-sdk/client-sns': 'sns',
  '@aws-sdk/client-ses': 'ses',
  '@aws-sdk/client-sesv2': 'ses',
  '@aws-sdk/client-cloudwatch': 'cloudwatch',
};

it('has a section for each alarm, where the text of the alarm says', () => {
  expect(headings).toEqual(expect.arrayContaining([...ALARMS]));
});

it('names no alarm that there is not, and each in some failure', () => {
  expect([...new Set([...failures.values()].flat())].sort()).toEqual([...ALARMS].sort());
});

it('asks for the permissions that the tools need, and for no others', () => {
  const asked = policy.Statement.flatMap(({ Action }) => Action);
  const needed = ['ops', 'publisher'].flatMap(sourcesIn).flatMap(actionsOf);
  expect([...new Set(asked)].sort()).toEqual([...new Set(needed)].sort());
});

it('counts the metrics that the alarms watch', () => {
  const alarms = Object.values(templateOf(aPipeline()).findResources('AWS::CloudWatch::Alarm'));
  const watched = alarms.map(
    ({ Properties }) => (Properties.Metrics ?? [{ MetricStat: {} }]).filter(isStatistic).length,
  );
  expect(watched.reduce((sum, count) => sum + count, 0)).toBe(alarmMetrics);
});

function isStatistic(query: { MetricStat?: unknown }): boolean {
  return query.MetricStat !== undefined;
}

function sourcesIn(room: string): string[] {
  return readdirSync(new URL(room, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(new URL(`${room}/${path}`, ROOT), 'utf8'));
}

function actionsOf(source: string): string[] {
  return [...source.matchAll(/import \{([^}]*)\} from '(@aws-sdk\/client-\w+)'/g)].flatMap(
    ([, names = '', client = '']) => {
      const prefix = PREFIXES[client];
      const commands = [...names.matchAll(/(\w+?)(?:Batch)?Command\b/g)];
      return prefix === undefined ? [] : commands.map(([, action]) => `${prefix}:${action}`);
    },
  );
}
