// biome-ignore-all lint/suspicious/noConsole: it logs as people do.
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { SQSHandler, SQSRecord } from 'aws-lambda';

interface Email {
  id: string;
  subject: string;
  body: string;
  recipient: string;
}

const ses = new SESClient({});
const processor = new BatchProcessor(EventType.SQS);
const config = new IdempotencyConfig({ eventKeyJmesPath: 'id' });
const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: String(process.env.IDEMPOTENCY_TABLE_NAME),
});

const sendEmail = makeIdempotent(
  async ({ subject, body, recipient }: Email) => {
    const { MessageId } = await ses.send(
      new SendEmailCommand({
        Source: process.env.SOURCE_ADDRESS,
        Destination: { ToAddresses: [recipient] },
        Message: { Subject: { Data: subject }, Body: { Text: { Data: body } } },
      }),
    );
    console.log('Email sent', { messageId: MessageId });
    return { messageId: MessageId };
  },
  { persistenceStore, config },
);

export const handler: SQSHandler = async (event, context) => {
  config.registerLambdaContext(context);
  return processPartialResponse(event, (record: SQSRecord) => sendEmail(JSON.parse(record.body)), processor, {
    context,
  });
};
