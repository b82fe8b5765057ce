import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployableAssembly } from '../assembly/cloud-assembly.ts';
import type { Identify } from '../assembly/identity.ts';
import type { Resource } from '../assembly/resource.ts';
import type { Clock } from '../clock/clock.ts';
import type { Gates } from '../hosting/gates.ts';
import type { FunctionRole, ProxiedEndpoint } from '../iam/permissions.ts';
import type { Statement } from '../iam/statement.ts';
import type { PolicyReader } from './permissions/policy-reader.ts';
import type { ReadResource } from './permissions/template-resources.ts';

/**
 * One type of CloudFormation resource, with all that the local stack does for it.
 *
 * @typeParam Deployed what a deployed one is to other resources.
 * @typeParam Needs what it is deployed with.
 */
export interface ResourceType<Deployed = unknown, Needs = unknown> {
  /** `AWS::SQS::Queue` */
  readonly type: string;
  /** What others see of a resource. @default placeholders */
  readonly identity?: Identify;
  /** What the documentation says of it. Without it, a resource is named as one that is not emulated. */
  readonly emulation?: Emulation;
  /** Whether a resource is for others to read or nobody sees it, so that no function misses it. @default false */
  readonly isPassive?: true;
  /**
   * Whether the local stack runs a resource, so that all that the template says of it matters. Only the properties that this
   * asks for need to be known of one that does not run.
   * @default every one
   */
  readonly runs?: (resource: Resource) => boolean;
  /**
   * Whether nothing misses a resource that is left out for want of values.
   *
   * @param connections the resources that connect others.
   * @default nothing can do without one
   */
  readonly isSpare?: (resource: Resource, connections: readonly Resource[]) => boolean;
  /** Whether it connects others, all of which are deployed before. @default false */
  readonly isConnection?: true;
  /** Deploys a resource that runs; gives nothing for one that is left out. */
  readonly deploy?: (resource: Resource, needs: Needs) => Promise<Deployed | undefined>;
  /**
   * Takes over a resource of a newer assembly while the stack runs; gives its name where it has changed.
   * @default a change wants a restart
   */
  readonly update?: (resource: Resource, needs: Needs) => string | undefined;
  /** The policies that are in a resource or that it attaches to others, and the function whose role it names. */
  readonly permissions?: (resource: ReadResource, reader: PolicyReader) => ResourcePermissions;
  /** What the local stack does not give of what a resource asks for, in words: the kind of it, or a property. */
  readonly notEmulated?: (resource: Resource, template: TemplateView) => readonly string[];
}

/** A type, whatever its resources are deployed with. */
export type AnyResourceType = ResourceType<unknown, never>;

/** The type that a resource is of, where the local stack knows it. */
export function typeOf(types: readonly AnyResourceType[], { type }: Resource): AnyResourceType | undefined {
  return types.find((each) => each.type === type);
}

/** Whether the local stack deploys a resource of a type. */
export function runs(type: Pick<AnyResourceType, 'deploy' | 'runs'>, resource: Resource): boolean {
  return type.deploy !== undefined && (type.runs?.(resource) ?? true);
}

/** How a type is emulated, as a row of the table in docs/local-stack.md. */
export interface Emulation {
  readonly by: string;
  /** In Markdown. */
  readonly howFar: string;
}

/** What one resource says of permissions. */
export interface ResourcePermissions {
  /** By the ARN of the resource whose policy it is; a later one takes the place of an earlier. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
  readonly role?: FunctionRole;
}

/** The template, for a look at other resources. */
export interface TemplateView {
  ofType(type: string): readonly Resource[];
}

/** What has been deployed, for a look at other resources. */
export interface DeployedView {
  /** What resources of these types became, in the template's order. */
  of<Deployed>(...types: readonly ResourceType<Deployed, never>[]): readonly Deployed[];
}

/** What every resource is deployed with. */
export interface Deploying {
  readonly region: string;
  readonly accountId: string;
  readonly assembly: DeployableAssembly;
  /** What has been deployed before. */
  readonly deployed: DeployedView;
  readonly sns: SNSClient;
  /** Of the stack's pollers. */
  readonly sqs: SQSClient;
  readonly clock: Clock;
  /** By which permissions are checked; nothing is where there are none. */
  readonly gates?: Gates | undefined;
  /** Ends every poller. */
  readonly signal: AbortSignal;
  /** Takes each line that a function writes, and what the stack has to say of it. */
  readonly log: (source: string, line: string) => void;
  /** Has a poller run once everything is deployed. */
  readonly startLater: (poller: Poller) => void;
  /** Lets a queue of the stack's own stand at a topic in the place of an endpoint, whose permission counts. */
  readonly proxy: (queueArn: string, endpoint: ProxiedEndpoint) => void;
  /** Names what the template asks for and the local stack does not give. */
  readonly miss: (what: string) => void;
  /** The value of a parameter in the SSM parameter store, as far as it is known. */
  readonly storedValue: (name: string) => string | undefined;
}

/** Moves messages from a queue to somewhere until its signal aborts. */
export interface Poller {
  run(): Promise<void>;
}
