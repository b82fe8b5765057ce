/** One thing that a trial changes in a synthesized template. */
export type TemplateChange =
  /**
   * Waits are shorter by `factor`: the visibility timeouts of queues with a dead-letter queue, though none below
   * `shortestVisibilitySeconds`, and the emailer's backoff and horizon.
   */
  | {
      readonly kind: 'shorter waits';
      readonly factor: number;
      readonly shortestVisibilitySeconds: number;
    }
  /** As many invocations at once, 2 or more: the mappings' maximum concurrency, and what the emailer knows of it. */
  | { readonly kind: 'workers'; readonly count: number }
  /** Other values for variables that functions have already; no function gets a new one. */
  | { readonly kind: 'environment'; readonly values: Readonly<Record<string, string>> }
  /** Messages of queues with a dead-letter queue appear that much later. */
  | { readonly kind: 'delay'; readonly seconds: number };

type JsonObject = { readonly [key: string]: unknown };

interface Resource {
  readonly Type: string;
  readonly Properties?: JsonObject;
}

/** As much of a CloudFormation template as changes need. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** The emailer's waits, in seconds. Their minimum in the contract is any number above 0. */
const WAIT_VARIABLES = [
  'MAILROOM_RETRY_FOR_SECONDS',
  'MAILROOM_RETRY_BASE_SECONDS',
  'MAILROOM_RETRY_CAP_SECONDS',
  'MAILROOM_HOLD_BASE_SECONDS',
  'MAILROOM_HOLD_CAP_SECONDS',
  'MAILROOM_UNASKED_HOLD_CAP_SECONDS',
  'MAILROOM_SETTLE_SECONDS',
];

/** Gives a template with `changes` made one after another; the given one stays as it is. */
export function changeTemplate<T extends Template>(template: T, changes: readonly TemplateChange[]): T {
  return changes.reduce((changed, change) => mapResources(changed, changeOf(change)), template);
}

function mapResources<T extends Template>(template: T, change: (resource: Resource) => Resource): T {
  const changed = Object.entries(template.Resources).map(([id, resource]) => [id, change(resource)]);
  return { ...template, Resources: Object.fromEntries(changed) };
}

function changeOf(change: TemplateChange): (resource: Resource) => Resource {
  switch (change.kind) {
    case 'shorter waits':
      return shorterWaits(change.factor, change.shortestVisibilitySeconds);
    case 'workers':
      return workers(change.count);
    case 'environment':
      return (resource) => environment(resource, (name, value) => change.values[name] ?? value);
    case 'delay':
      return (resource) => workQueue(resource, () => ({ DelaySeconds: change.seconds }));
    default:
      return change satisfies never;
  }
}

function shorterWaits(factor: number, shortestSeconds: number) {
  return (resource: Resource) => {
    const queue = workQueue(resource, ({ VisibilityTimeout = 30 }) => ({
      VisibilityTimeout: Math.max(Math.ceil(Number(VisibilityTimeout) / factor), shortestSeconds),
    }));
    return environment(queue, (name, value) =>
      WAIT_VARIABLES.includes(name) ? String(Number(value) / factor) : value,
    );
  };
}

function workers(count: number) {
  return (resource: Resource) => {
    if (resource.Type === 'AWS::Lambda::EventSourceMapping') {
      return withProperties(resource, { ScalingConfig: { MaximumConcurrency: count } });
    }
    return environment(resource, (name, value) => (name === 'MAILROOM_WORKERS' ? String(count) : value));
  };
}

/** Changes a queue that functions work on, which is one with a dead-letter queue. */
function workQueue(resource: Resource, change: (properties: JsonObject) => JsonObject): Resource {
  const { Type, Properties = {} } = resource;
  if (Type !== 'AWS::SQS::Queue' || Properties.RedrivePolicy === undefined) return resource;
  return withProperties(resource, change(Properties));
}

function environment(resource: Resource, change: (name: string, value: unknown) => unknown): Resource {
  const { Type, Properties = {} } = resource;
  const { Variables } = (Properties.Environment ?? {}) as { Variables?: JsonObject };
  if (Type !== 'AWS::Lambda::Function' || !Variables) return resource;
  const changed = Object.entries(Variables).map(([name, value]) => [name, change(name, value)]);
  return withProperties(resource, { Environment: { Variables: Object.fromEntries(changed) } });
}

function withProperties(resource: Resource, properties: JsonObject): Resource {
  return { ...resource, Properties: { ...resource.Properties, ...properties } };
}
