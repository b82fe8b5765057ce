import type { Clock } from '../clock/clock.ts';
import type { ResourceType } from '../deploy/resource-type.ts';
import type { RemoteGate } from '../hosting/remote-gate.ts';
import type { RequestsByAction } from '../hosting/thread-contract.ts';
import type { Gate } from '../iam/gate.ts';

/** Where any SDK or the AWS CLI finds each service. */
export interface Endpoints {
  readonly sns: string;
  readonly sqs: string;
  readonly ses: string;
  readonly dynamodb: string;
  readonly lambda: string;
  readonly cloudwatch: string;
  readonly sts: string;
  readonly s3: string;
}

/** What every service is started with. */
export interface ServiceOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where its data is kept over a restart; in memory only where it is not given. */
  readonly dataDirectory?: string | undefined;
  readonly clock?: Clock | undefined;
  /** Before what is served in this thread. */
  readonly gate: Gate;
}

/** A service that runs. */
export interface RunningService {
  readonly url: string;
  /** Where it runs in a thread of its own. */
  readonly gate?: RemoteGate;
  /** Ends it at once. */
  stop(): Promise<void>;
}

/**
 * Services of AWS at one address, with all that the local stack has of them.
 *
 * @typeParam Needs what its resources are deployed with.
 * @typeParam Options what else it is started with.
 */
export interface Service<Running extends RunningService = RunningService, Needs = never, Options = object> {
  /** What it is called in the documentation. */
  readonly name: string;
  /** By which names its address is known. */
  readonly endpoints: readonly (keyof Endpoints)[];
  /** The folder of its data, in the stack's data directory. @default none, it keeps nothing */
  readonly dataFolder?: string;
  readonly start: (options: ServiceOptions & Options) => Promise<Running>;
  /** Requests since the start, by the endpoint and the action. @default they are not counted */
  requests?(running: Running): Promise<Readonly<Record<string, RequestsByAction>>>;
  /** In the order in which they are deployed. */
  readonly resourceTypes: readonly ResourceType<unknown, Needs>[];
}
