import { join } from 'node:path';
import type { Clock } from './clock/clock.ts';
import { type DynamoDbEmulator, startDynamoDb } from './services/dynamodb/dynalite.ts';
import { type GuardedSes, type SesSettingsChange, startSes } from './services/ses/start-ses.ts';
import { type SnsSqsEmulator, startSnsSqs } from './services/sns-sqs/fauxqs.ts';

/** The services of one local stack. */
export interface Emulators {
  readonly ses: GuardedSes;
  readonly snsSqs: SnsSqsEmulator;
  readonly dynamoDb: DynamoDbEmulator;
  /** May be called again. */
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  /** The inbox's port; SNS and SQS have the next, DynamoDB the one after. 0 takes any free ones. */
  readonly port: number;
  readonly dataDirectory: string | undefined;
  readonly ses: SesSettingsChange;
  /** @default the machine's clock */
  readonly clock?: Clock;
}

/** The ports after the inbox's, in the order of their services; 0 stays 0. */
export function portAfter(port: number, places: number): number {
  return port === 0 ? 0 : port + places;
}

/** Starts every emulator, or none: where one cannot start, the others are stopped again. */
export async function startEmulators({
  port,
  dataDirectory,
  ses,
  clock,
}: EmulatorOptions): Promise<Emulators> {
  const dataOf = (name: string) => dataDirectory && join(dataDirectory, name);
  const [sesStart, snsSqsStart, dynamoDbStart] = await Promise.allSettled([
    startSes({ ...ses, port, dataDirectory: dataOf('inbox'), clock }),
    startSnsSqs({ port: portAfter(port, 1), dataDirectory: dataOf('sns-sqs'), clock }),
    startDynamoDb({ port: portAfter(port, 2), dataDirectory: dataOf('dynamodb'), clock }),
  ]);
  const started = [sesStart, snsSqsStart, dynamoDbStart];
  let stopping: Promise<unknown> | undefined;
  const stop = async () => {
    stopping ??= Promise.all(started.map((each) => each.status === 'fulfilled' && each.value.stop()));
    await stopping;
  };
  if (
    sesStart.status === 'fulfilled' &&
    snsSqsStart.status === 'fulfilled' &&
    dynamoDbStart.status === 'fulfilled'
  ) {
    return { ses: sesStart.value, snsSqs: snsSqsStart.value, dynamoDb: dynamoDbStart.value, stop };
  }
  await stop();
  throw started.find((each) => each.status === 'rejected')?.reason;
}
