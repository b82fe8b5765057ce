import type { Resource } from '../../../assembly/stack-scope.ts';
import { type AlarmDefinition, alarmOf } from '../alarm-definition.ts';
import { loadParser } from '../expression-parser.ts';
import type { MetricSources } from '../metric-sources.ts';

/** The types whose resources are alarms. */
const ALARM_TYPES = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'] as const;

/**
 * Reads the alarms among `resources`.
 *
 * @throws Error naming the resource where CloudWatch would refuse one, or naming the package that expressions need.
 */
export async function alarmsOf(
  resources: readonly Resource[],
  sources: MetricSources,
): Promise<AlarmDefinition[]> {
  const types = new Set<string>(ALARM_TYPES);
  const alarms = resources.filter(({ type }) => types.has(type));
  const parse = alarms.some(hasExpression) ? await loadParser() : undefined;
  return alarms.map((resource) => alarmOf(resource, sources, parse));
}

/**
 * What alarms ask for and the local stack does not give: to be evaluated, or to act on others than topics.
 *
 * @param topics the ARNs of those that it has.
 */
export function alarmKinds(alarms: readonly AlarmDefinition[], topics: ReadonlySet<unknown>): string[] {
  const kinds = alarms.flatMap(({ logicalId, isComposite, evaluation, actions }) => {
    if (isComposite) return [];
    const needs = 'needs' in evaluation ? [`${logicalId}: ${evaluation.needs}`] : [];
    const others = Object.values(actions)
      .flat()
      .filter((arn) => !topics.has(arn));
    return [...needs, ...others.map((arn) => `the action ${arn}`)];
  });
  return [...new Set(kinds)].map((kind) => `AWS::CloudWatch::Alarm (${kind})`);
}

function hasExpression(resource: Resource): boolean {
  const { Metrics } = resource.properties();
  return Array.isArray(Metrics) && Metrics.some((entry) => Object.hasOwn(Object(entry), 'Expression'));
}
