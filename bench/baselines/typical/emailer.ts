// biome-ignore-all lint/suspicious/noConsole: it logs as people do.
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import type { SQSHandler, SQSRecord } from 'aws-lambda';

const ses = new SESClient({});
const processor = new BatchProcessor(EventType.SQS);

async function sendEmail(record: SQSRecord) {
  const { subject, body, recipient } = JSON.parse(record.body);
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      Source: process.env.SOURCE_ADDRESS,
      Destination: { ToAddresses: [recipient] },
      Message: { Subject: { Data: subject }, Body: { Text: { Data: body } } },
    }),
  );
  console.log('Email sent', { messageId: MessageId });
}

export const handler: SQSHandler = async (event, context) =>
  processPartialResponse(event, sendEmail, processor, { context });
