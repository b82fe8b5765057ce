import {
  type BatchResultErrorEntry,
  PublishBatchCommand,
  type PublishBatchCommandInput,
  PublishCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';

/** What SNS says of one entry of a batch: nothing where it accepts, `'unnamed'` where the answer omits the entry. */
export type EntryAnswer = Omit<BatchResultErrorEntry, 'Id'> | 'unnamed' | undefined;

interface Answers {
  /** Asked for each entry of each batch. @default accept */
  readonly entry?: (body: string, request: number) => EntryAnswer;
  /** Asked for each request; what it returns is thrown, as the SDK throws it. @default none */
  readonly request?: (request: number) => Error | undefined;
}

/** Stands for SNS behind the SDK: accepts what SNS accepts, answers in its shape, throws on any other command. */
export class SnsStub {
  readonly batches: PublishBatchCommandInput[] = [];
  readonly publishes: PublishCommandInput[] = [];
  readonly #answers: Answers;
  #messages = 0;

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  get client(): SNSClient {
    return { send: (command: unknown) => this.#send(command) } as unknown as SNSClient;
  }

  /** The bodies of each batch, as they were sent. */
  get bodies(): (string | undefined)[][] {
    return this.batches.map(({ PublishBatchRequestEntries = [] }) =>
      PublishBatchRequestEntries.map(({ Message }) => Message),
    );
  }

  async #send(command: unknown) {
    const error = this.#answers.request?.(this.batches.length + this.publishes.length + 1);
    if (command instanceof PublishCommand) {
      this.publishes.push(command.input);
      if (error) throw error;
      return { MessageId: this.#nextMessageId() };
    }
    if (command instanceof PublishBatchCommand) {
      this.batches.push(command.input);
      if (error) throw error;
      return this.#answerBatch(command.input);
    }
    throw new Error(`SnsStub was sent ${Object(command).constructor.name}`);
  }

  #answerBatch({ PublishBatchRequestEntries: entries = [] }: PublishBatchCommandInput) {
    if (entries.length === 0 || entries.length > 10) throw named('TooManyEntriesInBatchRequestException');
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
      throw named('BatchEntryIdsNotDistinctException');
    if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id ?? '')))
      throw named('InvalidBatchEntryIdException');
    if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > 262_144)
      throw named('BatchRequestTooLongException');
    const answered = entries.map(({ Id, Message }) => ({
      Id,
      answer: this.#answers.entry?.(Message ?? '', this.batches.length),
    }));
    return {
      Successful: answered
        .filter(({ answer }) => answer === undefined)
        .map(({ Id }) => ({ Id, MessageId: this.#nextMessageId() })),
      Failed: answered.flatMap(({ Id, answer }) => (typeof answer === 'object' ? [{ Id, ...answer }] : [])),
    };
  }

  #nextMessageId(): string {
    this.#messages += 1;
    return `message-${this.#messages}`;
  }
}

type Entry = NonNullable<PublishBatchCommandInput['PublishBatchRequestEntries']>[number];

function bytesOf({ Message, MessageAttributes = {} }: Entry): number {
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => [
    name,
    DataType,
    StringValue,
  ]);
  return [Message, ...attributes].reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
}

function named(name: string): Error {
  return Object.assign(new Error('refused by SNS'), { name });
}
