import type { Resource } from '../assembly/stack-scope.ts';
import { textOf } from '../assembly/template.ts';
import { EMULATED, typesNotEmulated } from '../registry.ts';
import { functionNameOf, pollsQueue } from '../services/lambda/resources/event-source-mapping.ts';
import { runsNode } from '../services/lambda/resources/function.ts';
import { isEmailProtocol } from '../services/sns-sqs/email-subscription.ts';

/** What the template asks for and the local stack does not give: types, and of emulated types the kinds, each once. */
export function notEmulated(resources: readonly Resource[]): string[] {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const functions = ofType(EMULATED.function);
  const names = {
    queues: new Set(ofType(EMULATED.queue).map((queue) => queue.getAtt('Arn'))),
    topics: new Set(ofType(EMULATED.topic).map((topic) => topic.ref())),
    functions: new Set(functions.map((each) => textOf(each.ref()))),
  };
  const kinds = [
    ...functions.flatMap((each) => kindsOf(each, functionKinds)),
    ...ofType(EMULATED.mapping).flatMap((each) => kindsOf(each, () => mappingKinds(each, names))),
    ...ofType(EMULATED.subscription).flatMap((each) => kindsOf(each, () => subscriptionKinds(each, names))),
  ];
  return [...typesNotEmulated(resources), ...new Set(kinds)];
}

interface Names {
  readonly queues: ReadonlySet<unknown>;
  readonly topics: ReadonlySet<unknown>;
  readonly functions: ReadonlySet<string>;
}

function kindsOf(resource: Resource, kinds: (resource: Resource) => string[]): string[] {
  return kinds(resource).map((kind) => `${resource.type} (${kind})`);
}

function functionKinds(resource: Resource): string[] {
  const { Runtime = 'container image', DeadLetterConfig, Layers } = resource.properties();
  if (!runsNode(resource)) return [textOf(Runtime)];
  const hasLayers = Array.isArray(Layers) && Layers.length > 0;
  return [...(DeadLetterConfig === undefined ? [] : ['DeadLetterConfig']), ...(hasLayers ? ['Layers'] : [])];
}

function mappingKinds(resource: Resource, { queues, functions }: Names): string[] {
  const { EventSourceArn, FunctionName } = resource.properties();
  if (!pollsQueue(resource)) return ['other than SQS'];
  if (!queues.has(EventSourceArn)) return ['of a queue outside of the app'];
  return functions.has(functionNameOf(textOf(FunctionName))) ? [] : ['of a function outside of the app'];
}

function subscriptionKinds(resource: Resource, { queues, topics, functions }: Names): string[] {
  const { Protocol, Endpoint, TopicArn } = resource.properties();
  const isEmail = isEmailProtocol(Protocol);
  if (Protocol !== 'sqs' && Protocol !== 'lambda' && !isEmail) return [textOf(Protocol ?? 'no Protocol')];
  if (!topics.has(TopicArn)) return ['of a topic outside of the app'];
  if (isEmail) return [];
  if (Protocol === 'sqs') return queues.has(Endpoint) ? [] : ['of a queue outside of the app'];
  return functions.has(functionNameOf(textOf(Endpoint))) ? [] : ['of a function outside of the app'];
}
