import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmailerEnvironment } from '../../../contract/environment.ts';
import { serializeNotification } from '../../../contract/notification.ts';
import { SendingLimits } from '../../../local/services/ses/sending-limits.ts';
import { type AnEmailer, anEmailer, coldEmailer, emailerContext } from '../../support/handlers/an-emailer.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

const XMLNS = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"';
const THROTTLED = `<ErrorResponse ${XMLNS}><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>`;
const SENT = `<SendEmailResponse ${XMLNS}><SendEmailResult><MessageId>1</MessageId></SendEmailResult></SendEmailResponse>`;
const QUOTA = `<GetSendQuotaResponse ${XMLNS}><GetSendQuotaResult><Max24HourSend>200</Max24HourSend>
<SentLast24Hours>0</SentLast24Hours><MaxSendRate>1</MaxSendRate></GetSendQuotaResult></GetSendQuotaResponse>`;

describe('emailers that start together in the sandbox, where SES tells the quota once a second', () => {
  let limits: SendingLimits;
  let told: number;
  let emailer: AnEmailer | undefined;
  let output: ReturnType<typeof captureOutput>;
  const ses = createServer((request, response) => {
    let body = '';
    request
      .on('data', (chunk) => {
        body += chunk;
      })
      .on('end', () => {
        const [status, answer] = body.includes('Action=GetSendQuota') ? tellQuota() : [200, SENT];
        response.writeHead(status, { 'content-type': 'text/xml' }).end(answer);
      });
  });

  function tellQuota(): [number, string] {
    try {
      limits.tellQuota();
    } catch {
      return [400, THROTTLED];
    }
    told += 1;
    return [200, QUOTA];
  }

  beforeEach(async () => {
    limits = new SendingLimits(
      { sendRate: 1, dailyQuota: 200 },
      { wall: Date.now, monotonic: () => performance.now() },
    );
    told = 0;
    await once(ses.listen(0, '127.0.0.1'), 'listening');
    output = captureOutput();
  });

  afterEach(async () => {
    output.restore();
    ses.closeAllConnections();
    ses.close();
    await emailer?.stop();
  });

  /** The send rate that each of several workers begins with. */
  async function sendRatesOf(workers: number, variables: Partial<Record<keyof EmailerEnvironment, string>>) {
    const endpoint = `http://127.0.0.1:${(ses.address() as AddressInfo).port}`;
    emailer = await anEmailer(endpoint, { MAILROOM_WORKERS: String(workers), ...variables });
    const handlers = [emailer.handler];
    while (handlers.length < workers) handlers.push(await coldEmailer());
    const record = (id: string) =>
      anSqsRecord({ messageId: id, body: serializeNotification(aNotification({ id })) });
    await Promise.all(
      handlers.map((handler, n) => handler({ Records: [record(`order-${n}`)] }, emailerContext)),
    );
    return output.logs().flatMap(({ SendRate }) => (SendRate === undefined ? [] : [SendRate]));
  }

  it('all begin with the account’s rate, which one of them was told', async () => {
    expect(await sendRatesOf(3, { MAILROOM_SEND_RATE: '14' })).toEqual([1, 1, 1]);
    expect(told).toBe(1);
  });
});
