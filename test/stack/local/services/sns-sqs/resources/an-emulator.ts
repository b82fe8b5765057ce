import { SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { resourcesOf } from '../../../../../../local/assembly/deployment.ts';
import { LocalSurroundings } from '../../../../../../local/assembly/local-surroundings.ts';
import type { Resource } from '../../../../../../local/assembly/resource.ts';
import type { TemplateResource } from '../../../../../../local/assembly/template.ts';
import { IDENTITIES } from '../../../../../../local/registry.ts';
import { type SnsSqsEmulator, startSnsSqs } from '../../../../../../local/services/sns-sqs/fauxqs.ts';

/** The region and the account of everything here, as they stand in an ARN. */
export const HERE = 'eu-west-1:000000000000';

/** A real emulator of SNS and SQS, its clients, and stacks whose queues are in it. */
export class AnEmulator {
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly #emulator: SnsSqsEmulator;

  constructor(emulator: SnsSqsEmulator) {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const settings = { region: 'eu-west-1', endpoint: emulator.url, credentials };
    this.sns = new SNSClient(settings);
    this.sqs = new SQSClient(settings);
    this.#emulator = emulator;
  }

  static async start(): Promise<AnEmulator> {
    return new AnEmulator(await startSnsSqs({ port: 0 }));
  }

  /** The resources of the stack `name`. */
  resources(name: string, Resources: Record<string, TemplateResource>): Resource[] {
    const environment = { region: 'eu-west-1', accountId: '000000000000', queueUrlBase: this.#emulator.url };
    const surroundings = new LocalSurroundings({
      environment,
      identities: IDENTITIES,
      templateBehind: () => undefined,
    });
    return resourcesOf(surroundings.add({ name, file: name, template: { Resources } }), surroundings);
  }

  queueUrl(name: string): string {
    return `${this.#emulator.url}/000000000000/${name}`;
  }

  /** The attributes of a queue, by its name. */
  async attributesOf(name: string): Promise<Partial<Record<string, string>>> {
    const command = { QueueUrl: this.queueUrl(name), AttributeNames: ['All' as const] };
    const { Attributes = {} } = await this.sqs.send(new GetQueueAttributesCommand(command));
    return Attributes;
  }

  async stop(): Promise<void> {
    this.sns.destroy();
    this.sqs.destroy();
    await this.#emulator.stop();
  }
}
