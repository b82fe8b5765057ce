import type { Enforcement } from '../../hosting/gates.ts';
import { refusedToFunction, refusedToLambda, refusedToQueue } from '../../iam/deliveries.ts';
import { type Access, Gate } from '../../iam/gate.ts';
import type { FunctionRole } from '../../iam/permissions.ts';
import { type Refusal, whyRefused } from '../../iam/refusal.ts';
import type { FunctionConfiguration } from '../../services/lambda/function-configuration.ts';
import {
  type DeclaredMapping,
  functionNameOf,
} from '../../services/lambda/resources/event-source-mapping.ts';
import type { SubscriptionConfiguration } from '../../services/sns-sqs/resources/topic.ts';

/** What Lambda asks a role for before it lets a mapping poll with it. */
const POLLING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** What a function needs so that its log is kept. */
const LOGGING = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** What is decided of permissions when a stack is deployed; each says in the log what follows where AWS would refuse. */
export class DeployChecks {
  readonly #gate: Gate | undefined;
  readonly #tell: (line: string) => void;

  /** @param enforcement without it everything is allowed. */
  constructor(enforcement: Enforcement | undefined) {
    this.#gate = enforcement?.gate;
    this.#tell = (line) => enforcement?.tell(line);
  }

  /** Whether Lambda may run a function with its role. */
  mayRun({ name }: FunctionConfiguration): boolean {
    const role = this.#roleOf(name);
    if (!this.#gate || !role || !refusedToLambda(this.#gate, role.functionArn, role.roleArn)) return true;
    this.#tell(`${name} does not run: Lambda cannot assume its role, so AWS would not create it.`);
    return false;
  }

  /** Whether the log of a function is kept. */
  mayLog({ name, environment, arn }: FunctionConfiguration): boolean {
    const [, , , region, account] = arn.split(':');
    const group = environment.AWS_LAMBDA_LOG_GROUP_NAME;
    // What the name of a stream is matters to no policy.
    const stream = `arn:aws:logs:${region}:${account}:log-group:${group}:log-stream:local`;
    if (this.#may(name, LOGGING, stream)) return true;
    this.#tell(`What ${name} logs is lost.`);
    return false;
  }

  /** Whether Lambda takes a mapping, which polls with the role of its function. */
  mayPoll({ functionName, queueArn }: DeclaredMapping): boolean {
    if (this.#may(functionName, POLLING, queueArn)) return true;
    this.#tell(
      `Nothing reads ${nameIn(queueArn)}: AWS would refuse the mapping on ${functionName}, whose role may not poll the queue.`,
    );
    return false;
  }

  /** Says where the messages of a subscription go that its endpoint does not let in. */
  tellDelivery({ topicArn, protocol, endpoint, deadLetterTargetArn }: SubscriptionConfiguration): void {
    if (!this.#gate?.permissions) return;
    // Nothing has been refused yet, so nothing is to be counted.
    const gate = new Gate();
    gate.enforce(this.#gate.permissions);
    const refusal = deliveryRefusal(gate, { topicArn, protocol, endpoint });
    if (!refusal) return;
    const isKept = deadLetterTargetArn !== undefined && !refusedToQueue(gate, topicArn, deadLetterTargetArn);
    const fate = isKept ? `go to ${nameIn(deadLetterTargetArn)}` : 'are lost';
    const why = whyRefused(refusal, refusal.action);
    this.#tell(
      `What ${nameIn(topicArn)} sends to ${nameIn(endpoint)} is refused ${why}; the messages ${fate}.`,
    );
  }

  #may(functionName: string, actions: readonly string[], resource: string): boolean {
    const role = this.#roleOf(functionName);
    if (!this.#gate || !role) return true;
    const accesses = actions.map((action): Access => ({ action, resources: [resource], context: {} }));
    return this.#gate.refusalOf(role, accesses) === undefined;
  }

  #roleOf(functionName: string): FunctionRole | undefined {
    return this.#gate?.permissions?.roles.find(({ name }) => name === functionName);
  }
}

function deliveryRefusal(
  gate: Gate,
  { topicArn, protocol, endpoint }: Pick<SubscriptionConfiguration, 'topicArn' | 'protocol' | 'endpoint'>,
): Refusal | undefined {
  if (protocol === 'sqs') return refusedToQueue(gate, topicArn, endpoint);
  return protocol === 'lambda' ? refusedToFunction(gate, topicArn, unqualified(endpoint)) : undefined;
}

/** The ARN of a function, without the version or alias in it. */
function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}

function nameIn(arn: string): string {
  return arn.includes(':function:') ? functionNameOf(arn) : (arn.split(':').at(-1) ?? arn);
}
