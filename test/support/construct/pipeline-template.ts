import { App, type CfnElement, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { CustomNotifications, type CustomNotificationsProps } from '../../../lib/index.ts';

/** One resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

/**
 * An app without a feature flag, unless `context` holds one. The CDK's validation of templates takes seconds to load;
 * the test of the whole backend runs it.
 */
export function anApp(context: Readonly<Record<string, unknown>> = {}): App {
  return new App({ context: { ...context }, builtinCloudFormationValidation: false });
}

/** A stack, alone in its app unless `app` holds others. */
export function aStack(id = 'Backend', app = anApp()): Stack {
  return new Stack(app, id);
}

/** A pipeline with valid props; give only those that matter. */
export function aPipeline(
  props: Partial<CustomNotificationsProps> = {},
  { stack = aStack(), id = 'Notifications' } = {},
): CustomNotifications {
  return new CustomNotifications(stack, id, { sourceAddress: 'sender@example.com', ...props });
}

/** The synthesized template of the stack that `construct` is in. */
export function templateOf(construct: IConstruct): Template {
  return Template.fromStack(Stack.of(construct));
}

/** The id that CloudFormation knows `construct` by. */
export function logicalIdOf(construct: IConstruct): string {
  return Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
}

/** How a template refers to `construct`. */
export function refTo(construct: IConstruct): { Ref: string } {
  return { Ref: logicalIdOf(construct) };
}

/** The resource that `construct` becomes. */
export function resourceOf(construct: IConstruct): TemplateResource {
  return templateOf(construct).toJSON().Resources[logicalIdOf(construct)];
}

/** The only resource of `type` in the stack of `construct` for which `matches` holds. */
export function onlyResource(
  construct: IConstruct,
  type: string,
  matches: (resource: TemplateResource) => boolean = () => true,
): TemplateResource {
  const found = Object.values<TemplateResource>(templateOf(construct).findResources(type) as never).filter(
    matches,
  );
  if (found.length !== 1) throw new Error(`Expected one ${type}, found ${found.length}`);
  return found[0] as TemplateResource;
}

/** The document of the only policy of `type` that is attached to `construct`. */
export function policyDocumentOf(
  construct: IConstruct,
  type: 'AWS::SNS::TopicPolicy' | 'AWS::SQS::QueuePolicy' | 'AWS::IAM::Policy',
): unknown {
  const property = {
    'AWS::SNS::TopicPolicy': 'Topics',
    'AWS::SQS::QueuePolicy': 'Queues',
    'AWS::IAM::Policy': 'Roles',
  };
  const attached = JSON.stringify([{ Ref: logicalIdOf(construct) }]);
  const policy = onlyResource(
    construct,
    type,
    ({ Properties }) => JSON.stringify(Properties[property[type]]) === attached,
  );
  return policy.Properties.PolicyDocument;
}

/** The only mapping that feeds `fn`. */
export function mappingOf(fn: IConstruct): TemplateResource {
  const name = JSON.stringify(refTo(fn));
  return onlyResource(
    fn,
    'AWS::Lambda::EventSourceMapping',
    ({ Properties }) => JSON.stringify(Properties.FunctionName) === name,
  );
}

/** What the emailer of `pipeline` finds in its environment. */
export function environmentOf(pipeline: CustomNotifications): Record<string, unknown> {
  const { Environment } = resourceOf(pipeline.emailer).Properties;
  return (Environment as { Variables: Record<string, unknown> }).Variables;
}

/** The warnings that synth gives on the stack of `construct`. */
export function warningsOf(construct: IConstruct): unknown[] {
  return Annotations.fromStack(Stack.of(construct))
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => entry.data);
}
