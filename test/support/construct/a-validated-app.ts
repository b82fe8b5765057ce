import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stage, Validations } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { PipelineValidation } from '../../../validation/index.ts';

/** What the CDK's report says of one thing. */
interface Reported {
  readonly ruleName: string;
  readonly description: string;
  readonly severity: string;
  readonly reason?: string;
  readonly violatingConstructs: readonly {
    readonly constructPath: string;
    readonly stackTraces?: readonly string[];
  }[];
}

/** An app that the plugin checks, or `scope` in it alone, with nothing of the CDK's own validation. */
export function aValidatedApp(): App {
  const outdir = mkdtempSync(join(tmpdir(), 'mailroom-validated-'));
  return new App({ outdir, builtinCloudFormationValidation: false });
}

/** Has the plugin check what is in a stage, which an app is too. */
export function validate(stage: Stage, plugin = new PipelineValidation()): void {
  Validations.of(stage).addPlugins(plugin);
}

/** A pipeline without a dead-letter queue, as somebody would write it in a hurry. */
export function aHastyPipeline(scope: Construct): { topic: Topic; queue: Queue } {
  const topic = new Topic(scope, 'Topic');
  const queue = new Queue(scope, 'Queue', { enforceSSL: true });
  topic.addSubscription(new SqsSubscription(queue));
  new LambdaFunction(scope, 'Emailer', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
  }).addEventSource(new SqsEventSource(queue));
  return { topic, queue };
}

/** What the CDK says at the end of a synth, and reports of the plugin. */
export function synthesized(app: App): {
  error: string | undefined;
  violations: readonly Reported[];
  suppressed: readonly Reported[];
} {
  const error = errorOf(() => app.synth());
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'));
  const [report] = pluginReports;
  return { error, violations: report?.violations ?? [], suppressed: report?.suppressedViolations ?? [] };
}

/** Each of these in a word: `tls at Mail/Topic/Resource`. */
export function named(reported: readonly Reported[]): string[] {
  return reported.map(
    ({ ruleName, violatingConstructs: [construct] }) => `${ruleName} at ${construct?.constructPath}`,
  );
}

function errorOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
