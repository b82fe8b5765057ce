import { textOf } from '../../../../template/scalars.ts';
import type { Identify } from '../../../assembly/identity.ts';
import type { Resource } from '../../../assembly/resource.ts';
import type { Deploying, ResourceType } from '../../../deploy/resource-type.ts';
import { lambdaFunction } from '../../lambda/resources/function.ts';
import { configurationSet } from '../../ses/resources/configuration-set.ts';
import { queue } from '../../sns-sqs/resources/queue.ts';
import { topic } from '../../sns-sqs/resources/topic.ts';
import { type AlarmDefinition, alarmOf } from '../alarm-definition.ts';
import { loadParser } from '../expression-parser.ts';
import type { MetricSources } from '../metric-sources.ts';

const identity: Identify = (name, { AlarmName }, { region, accountId }) => {
  const alarmName = textOf(AlarmName ?? name);
  const arn = `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmName}`;
  return { ref: alarmName, attributes: { Arn: arn } };
};

export const alarm: ResourceType<AlarmDefinition, Deploying> = {
  type: 'AWS::CloudWatch::Alarm',
  identity,
  emulation: { by: 'Mailroom, jsep', howFar: '[below](#cloudwatch)' },
  deploy: async (resource, { deployed, miss }) => {
    const definition = await readAlarm(resource, {
      queues: new Set(deployed.of(queue).map(({ name }) => name)),
      functions: new Set(deployed.of(lambdaFunction).map(({ name }) => name)),
      topics: new Set(deployed.of(topic).map(({ name }) => name)),
      configurationSets: new Set(
        deployed
          .of(configurationSet)
          .flatMap(({ name, hasReputationMetrics }) => (hasReputationMetrics ? name : [])),
      ),
    });
    const topics = new Set(deployed.of(topic).map(({ arn }) => arn));
    for (const kind of alarmKinds(definition, topics)) miss(`${alarm.type} (${kind})`);
    return definition;
  },
};

const NOTHING: MetricSources = {
  queues: new Set(),
  functions: new Set(),
  topics: new Set(),
  configurationSets: new Set(),
};

/** It is shown, and never evaluated. */
export const compositeAlarm: ResourceType<AlarmDefinition> = {
  type: 'AWS::CloudWatch::CompositeAlarm',
  identity,
  deploy: (resource) => readAlarm(resource, NOTHING),
};

/**
 * Reads an alarm.
 *
 * @throws Error naming the resource where CloudWatch would refuse it, or naming the package that expressions need.
 */
export async function readAlarm(resource: Resource, sources: MetricSources): Promise<AlarmDefinition> {
  return alarmOf(resource, sources, hasExpression(resource) ? await loadParser() : undefined);
}

/**
 * What an alarm asks for and the local stack does not give: to be evaluated, or to act on others than topics.
 *
 * @param topics the ARNs of those that it has.
 */
export function alarmKinds(
  { logicalId, evaluation, actions }: AlarmDefinition,
  topics: ReadonlySet<string>,
): string[] {
  const needs = 'needs' in evaluation ? [`${logicalId}: ${evaluation.needs}`] : [];
  const others = Object.values(actions)
    .flat()
    .filter((arn) => !topics.has(arn));
  return [...needs, ...others.map((arn) => `the action ${arn}`)];
}

function hasExpression(resource: Resource): boolean {
  const { Metrics } = resource.properties();
  return Array.isArray(Metrics) && Metrics.some((entry) => Object.hasOwn(Object(entry), 'Expression'));
}
