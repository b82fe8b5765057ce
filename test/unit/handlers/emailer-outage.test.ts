import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { serializeNotification } from '../../../contract/notification.ts';
import { aNotification } from '../../support/a-notification.ts';
import { anSqsRecord } from '../../support/an-sqs-record.ts';
import { captureOutput } from '../../support/captured-output.ts';

const OUTAGE = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Receiver</Type>
<Code>ServiceUnavailable</Code><Message>for ada@example.com</Message></Error></ErrorResponse>`;

describe('handler of the emailer while SES is out', () => {
  let requests = 0;
  let handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  let output: ReturnType<typeof captureOutput>;
  const ses = createServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => response.writeHead(503, { 'content-type': 'text/xml' }).end(OUTAGE));
  });

  beforeAll(async () => {
    await once(ses.listen(0, '127.0.0.1'), 'listening');
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${(ses.address() as AddressInfo).port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      MAILROOM_SOURCE_ADDRESS: 'sender@example.com',
    });
    ({ handler } = await import('../../../handlers/emailer.ts'));
  });

  afterAll(() => {
    ses.closeAllConnections();
    ses.close();
  });

  beforeEach(() => {
    output = captureOutput();
  });

  afterEach(() => {
    output.restore();
  });

  it('reports the record after one attempt, since SES may have accepted what it failed to answer', async () => {
    const Records = [
      anSqsRecord({ messageId: '1', body: serializeNotification(aNotification({ id: 'order-1' })) }),
    ];

    const response = await handler({ Records }, { awsRequestId: 'request-1' } as Context);

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(requests).toBe(1);
    expect(output.logs()).toMatchObject([{ notificationId: 'order-1', errorName: 'ServiceUnavailable' }]);
    expect(output.lines.join('\n')).not.toMatch(/ada|example\.com/);
  });
});
