import * as v from 'valibot';
import type { MetricDatum } from './metric.ts';

const directiveSchema = v.object({
  // CloudWatch keeps `AWS/` for its own.
  Namespace: v.pipe(
    v.string(),
    v.check((namespace) => !namespace.startsWith('AWS/')),
  ),
  Dimensions: v.array(v.array(v.string())),
  Metrics: v.array(v.object({ Name: v.string() })),
});

const logSchema = v.looseObject({
  _aws: v.object({ Timestamp: v.pipe(v.number(), v.finite()), CloudWatchMetrics: v.array(directiveSchema) }),
});

const valuesSchema = v.union([
  v.array(v.pipe(v.number(), v.finite())),
  v.pipe(
    v.number(),
    v.finite(),
    v.transform((value) => [value]),
  ),
]);

type Log = v.InferOutput<typeof logSchema>;
type Directive = v.InferOutput<typeof directiveSchema>;

/**
 * The metrics in a line that a function has logged, in CloudWatch's embedded metric format. None where the line is
 * anything else; what is malformed in it is left out, as CloudWatch does.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricsIn(line: string): MetricDatum[] {
  // Nearly every line is none, and parsing costs.
  if (!line.includes('"CloudWatchMetrics"')) return [];
  const result = v.safeParse(logSchema, parsed(line));
  if (!result.success) return [];
  return result.output._aws.CloudWatchMetrics.flatMap((directive) => dataOf(directive, result.output));
}

function dataOf({ Namespace, Dimensions, Metrics }: Directive, log: Log): MetricDatum[] {
  const sets = Dimensions.map((names) => names.map((name) => [name, log[name]] as const));
  return Metrics.flatMap(({ Name }) => {
    const values = v.safeParse(valuesSchema, log[Name]);
    if (!values.success || values.output.length === 0) return [];
    return sets.filter(isComplete).map((dimensions) => ({
      namespace: Namespace,
      name: Name,
      dimensions: Object.fromEntries(dimensions),
      at: log._aws.Timestamp,
      values: values.output,
    }));
  });
}

/** Whether the line says every dimension of a set. */
function isComplete(dimensions: (readonly [string, unknown])[]): dimensions is (readonly [string, string])[] {
  return dimensions.every(([, value]) => typeof value === 'string');
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
