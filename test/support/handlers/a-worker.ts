import { Logger } from '@aws-lambda-powertools/logger';
import { SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { AlikeRefusals } from '../../../handlers/alike-refusals.ts';
import type { DeliveryDeps } from '../../../handlers/deliver.ts';
import { HoldCircuit } from '../../../handlers/hold-circuit.ts';
import { ALWAYS } from '../../../handlers/once.ts';
import { Report } from '../../../handlers/report.ts';
import { Turns } from '../../../handlers/turns.ts';

/** What a worker did at the edges of its network, and what it counted. */
export interface Deeds {
  readonly sent: SendEmailCommandInput[];
  readonly deadLetters: SendMessageCommandInput[];
  /** Seconds by receipt handle. */
  readonly hidden: Record<string, number>;
  /** Values by name; a name with a dimension of its own is followed by it, `DeadLetters[Reason=invalid]`. */
  readonly metrics: Record<string, number[]>;
  /** How often it took a slot. */
  slots: number;
  /** How often it took a slot without asking SES. */
  unaskedSlots: number;
  throttles: number;
}

/** How the edges behave: SES answers each call with the next of `refusals`, and the last one for good. */
export interface Edges {
  readonly refusals?: readonly unknown[];
  readonly queueRefusal?: Error;
  readonly deadLetterRefusal?: Error;
}

/** A worker that sends at once, with stubs at the edges that throw on any command they were not told of. */
export function aWorker(
  { refusals = [], queueRefusal, deadLetterRefusal }: Edges = {},
  parts: Partial<DeliveryDeps> = {},
) {
  const deeds: Deeds = {
    sent: [],
    deadLetters: [],
    hidden: {},
    metrics: {},
    slots: 0,
    unaskedSlots: 0,
    throttles: 0,
  };
  const remaining = [...refusals];
  const ses = async (command: unknown) => {
    if (!(command instanceof SendEmailCommand)) throw new Error(`SES was sent ${command}`);
    deeds.sent.push(command.input);
    const refusal = remaining.length > 1 ? remaining.shift() : remaining[0];
    if (refusal !== undefined) throw refusal;
    return { MessageId: `ses-${deeds.sent.length}` };
  };
  const sqs = async (command: unknown) => {
    if (command instanceof ChangeMessageVisibilityCommand) {
      if (queueRefusal) throw queueRefusal;
      deeds.hidden[command.input.ReceiptHandle ?? ''] = command.input.VisibilityTimeout ?? Number.NaN;
    } else if (command instanceof SendMessageCommand) {
      if (deadLetterRefusal) throw deadLetterRefusal;
      deeds.deadLetters.push(command.input);
    } else throw new Error(`SQS was sent ${command}`);
    return {};
  };
  const addMetric = (name: string, _unit: unknown, value: number) => {
    deeds.metrics[name] = [...(deeds.metrics[name] ?? []), value];
  };
  const singleMetric = () => {
    const dimensions: string[] = [];
    return {
      addDimension: (name: string, value: string) => dimensions.push(`${name}=${value}`),
      addMetric: (name: string, unit: unknown, value: number) =>
        addMetric(`${name}[${dimensions}]`, unit, value),
    };
  };
  const metricsOf = (reason: string) => ({
    addMetric: (name: string, unit: unknown, value: number) =>
      addMetric(`${name}[Reason=${reason}]`, unit, value),
    publishStoredMetrics: () => {},
  });
  const now = parts.now ?? Date.now;
  const deps: DeliveryDeps = {
    ses: { send: ses } as unknown as DeliveryDeps['ses'],
    sqs: { send: sqs } as unknown as DeliveryDeps['sqs'],
    origin: { sender: { address: 'sender@example.com', displayName: 'Sender' } },
    guard: { deliverOnlyTo: undefined, redirectTo: undefined },
    readObject: async () => {
      throw new Error('S3 was asked');
    },
    turns: new Turns(),
    histories: undefined,
    queueUrl: 'https://sqs.example.com/queue',
    deadLetterQueueUrl: 'https://sqs.example.com/dead-letters',
    policy: {
      retryForSeconds: 86_400,
      retry: { baseSeconds: 5, factor: 2, capSeconds: 900 },
      hold: { baseSeconds: 60, factor: 2, capSeconds: 200 },
      unaskedHold: { baseSeconds: 60, factor: 2, capSeconds: 3_600 },
    },
    once: ALWAYS,
    history: undefined,
    pace: {
      pass: async (latest, recipients = 1) => {
        if (latest < now()) return 1;
        deeds.slots += recipients;
        return 0;
      },
      passUnasked: async (latest) => {
        if (latest < now()) return 1;
        deeds.unaskedSlots += 1;
        return 0;
      },
      throttled: () => {
        deeds.throttles += 1;
      },
    },
    circuit: new HoldCircuit(),
    refusals: new AlikeRefusals(),
    quota: { usedUp: false },
    report: new Report({
      logger: new Logger({ serviceName: 'emailer' }),
      metrics: { addMetric, singleMetric } as never,
      metricsOf: metricsOf as never,
      now,
    }),
    now,
    random: () => 0,
    ...parts,
  };
  return { deps, deeds };
}
