import type { JsonObject } from '../../../template/json.ts';
import { textOf } from '../../../template/scalars.ts';
import type { Resource } from '../../assembly/resource.ts';
import { ResourceReader } from '../../assembly/resource-reader.ts';
import { alarmQueries } from './alarm-queries.ts';
import {
  type AlarmRules,
  type AlarmState,
  COMPARISONS,
  type Comparison,
  type MissingData,
} from './alarm-rules.ts';
import type { ParseExpression } from './math-expression.ts';
import type { MetricQueries } from './metric-queries.ts';
import type { MetricSources } from './metric-sources.ts';
import { RETENTION_MINUTES } from './metric-store.ts';
import { UnsupportedError } from './unsupported-error.ts';
import { windowMinutes } from './window.ts';

/** What an alarm looks at, and when it is one. */
export interface Evaluation {
  readonly queries: MetricQueries;
  /** Minutes of a period. */
  readonly step: number;
  readonly rules: AlarmRules;
}

/** An alarm as the template describes it. */
export interface AlarmDefinition {
  readonly name: string;
  readonly arn: string;
  readonly logicalId: string;
  /** The path of the construct that made it, where the assembly tells. */
  readonly constructPath: string | undefined;
  readonly description: string | undefined;
  readonly isComposite: boolean;
  /** Whom it tells of a change to each state, by ARN. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** Its properties in the template, resolved. */
  readonly properties: JsonObject;
  /** What the local stack would need to evaluate it, in place of an evaluation. */
  readonly evaluation: Evaluation | { readonly needs: string };
}

const COMPOSITE = 'AWS::CloudWatch::CompositeAlarm';

/**
 * Reads an alarm. What the local stack cannot evaluate is said in the definition.
 *
 * @throws Error naming the resource, where a property is not what CloudWatch takes.
 */
export function alarmOf(
  resource: Resource,
  sources: MetricSources,
  parse: ParseExpression | undefined,
): AlarmDefinition {
  const reader = new ResourceReader(resource);
  const { properties } = reader;
  const isComposite = resource.type === COMPOSITE;
  const actionsOf = (name: string) =>
    reader.flag('ActionsEnabled', true) ? reader.list(name).map(textOf) : [];
  return {
    name: textOf(resource.ref()),
    arn: textOf(resource.getAtt('Arn')),
    logicalId: resource.logicalId,
    constructPath: resource.constructPath,
    description: properties.AlarmDescription === undefined ? undefined : reader.text('AlarmDescription'),
    isComposite,
    actions: {
      OK: actionsOf('OKActions'),
      ALARM: actionsOf('AlarmActions'),
      INSUFFICIENT_DATA: actionsOf('InsufficientDataActions'),
    },
    properties,
    evaluation: isComposite ? { needs: 'composite alarms' } : evaluationOf(reader, sources, parse),
  };
}

function evaluationOf(
  reader: ResourceReader,
  sources: MetricSources,
  parse: ParseExpression | undefined,
): AlarmDefinition['evaluation'] {
  try {
    const rules = rulesOf(reader);
    const evaluation = { ...alarmQueries(reader, sources, parse), rules };
    if (windowMinutes(evaluation) > RETENTION_MINUTES)
      throw new UnsupportedError('metrics of more than a day');
    return evaluation;
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    return { needs: error.message };
  }
}

function rulesOf(reader: ResourceReader): AlarmRules {
  const comparison = reader.text('ComparisonOperator');
  if (!isComparison(comparison)) throw new UnsupportedError(`the comparison ${comparison}`);
  const evaluationPeriods = reader.number('EvaluationPeriods', 1);
  return {
    comparison,
    threshold: reader.number('Threshold', 0),
    evaluationPeriods,
    datapointsToAlarm: reader.number('DatapointsToAlarm', evaluationPeriods),
    missingData: missingDataOf(reader),
  };
}

function missingDataOf(reader: ResourceReader): MissingData {
  const value = textOf(reader.properties.TreatMissingData ?? 'missing');
  if (value === 'missing' || value === 'ignore' || value === 'breaching' || value === 'notBreaching')
    return value;
  throw reader.fault(`TreatMissingData must be missing, ignore, breaching or notBreaching, got ${value}`);
}

function isComparison(name: string): name is Comparison {
  return Object.hasOwn(COMPARISONS, name);
}
