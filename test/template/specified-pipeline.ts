import { join } from 'node:path';
import { type CfnElement, Stack } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { IConstruct } from 'constructs';
import { ALARMS, type AlarmKind } from '../../contract/alarms.ts';
import type { CustomNotifications } from '../../lib/index.ts';
import { roleOf } from '../support/construct/a-function.ts';
import { aPipeline, aStack, logicalIdOf, templateOf } from '../support/construct/pipeline-template.ts';
import { PROJECT } from '../support/construct/synth-backend.ts';
import type { FunctionNames, PipelineNames } from './specification/pipeline-names.ts';
import type { Template } from './specification/template.ts';

/** The template that the specification is of, as it is deployed, and by what it knows its parts. */
export function specifiedPipeline(): { template: Template; names: PipelineNames } {
  const pipeline = aPipeline({ alarmEmail: 'operator@example.com' });
  const template = templateOf(pipeline).toJSON() as Template;
  return { template, names: namesOf(pipeline) };
}

function namesOf(pipeline: CustomNotifications): PipelineNames {
  const { topic, queue, deadLetterQueue, undeliveredQueue, deduplicationTable, alarmTopic, dashboard } =
    pipeline;
  const { feedbackTopic, feedbackQueue, feedbackDeadLetterQueue } = pipeline;
  const elementId = (id: string) =>
    Stack.of(pipeline).getLogicalId(pipeline.node.findChild(id) as CfnElement);
  const alarms = ALARMS.map((kind) => [kind, logicalIdOf(pipeline.alarms?.[kind] as IConstruct)]);
  return {
    topic: logicalIdOf(topic),
    queue: logicalIdOf(queue),
    deadLetterQueue: logicalIdOf(deadLetterQueue),
    undeliveredQueue: logicalIdOf(undeliveredQueue),
    table: logicalIdOf(deduplicationTable as IConstruct),
    publisher: functionNames(pipeline, 'publisher', 'PublisherLogs'),
    emailer: functionNames(pipeline, 'emailer', 'QueueEmailerLogs'),
    configurationSet: elementId('ConfigurationSet'),
    eventDestination: elementId('EventDestination'),
    feedbackTopic: logicalIdOf(feedbackTopic as IConstruct),
    feedbackQueue: logicalIdOf(feedbackQueue as IConstruct),
    feedbackDeadLetterQueue: logicalIdOf(feedbackDeadLetterQueue as IConstruct),
    feedback: functionNames(pipeline, 'feedback', 'FeedbackLogs'),
    alarmTopic: logicalIdOf(alarmTopic as IConstruct),
    alarms: Object.fromEntries(alarms) as Record<AlarmKind, string>,
    dashboard: logicalIdOf(dashboard as IConstruct),
  };
}

function functionNames(
  pipeline: CustomNotifications,
  name: 'publisher' | 'emailer' | 'feedback',
  logs: string,
): FunctionNames {
  const fn = pipeline[name] as NonNullable<(typeof pipeline)[typeof name]>;
  const bundle = new Asset(aStack('Bundles'), name, { path: join(PROJECT, 'dist/bundles', name) });
  return {
    fn: logicalIdOf(fn),
    role: logicalIdOf(roleOf(fn)),
    logs: logicalIdOf(pipeline.node.findChild(logs)),
    bundle: bundle.assetHash,
  };
}
