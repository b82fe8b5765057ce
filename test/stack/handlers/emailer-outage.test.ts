import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serializeNotification } from '../../../contract/notification.ts';
import { type AnEmailer, anEmailer, emailerContext } from '../../support/handlers/an-emailer.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

const OUTAGE = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Receiver</Type>
<Code>ServiceUnavailable</Code><Message>for ada@example.com</Message></Error></ErrorResponse>`;

describe('handler of the emailer while SES is out', () => {
  const actions: (string | undefined)[] = [];
  let emailer: AnEmailer;
  let output: ReturnType<typeof captureOutput>;
  const ses = createServer((request, response) => {
    let body = '';
    request
      .on('data', (chunk) => {
        body += chunk;
      })
      .on('end', () => {
        actions.push(new URLSearchParams(body).get('Action') ?? undefined);
        response.writeHead(503, { 'content-type': 'text/xml' }).end(OUTAGE);
      });
  });

  beforeAll(async () => {
    await once(ses.listen(0, '127.0.0.1'), 'listening');
    emailer = await anEmailer(`http://127.0.0.1:${(ses.address() as AddressInfo).port}`);
  });

  afterAll(async () => {
    ses.closeAllConnections();
    ses.close();
    await emailer.stop();
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

    const response = await emailer.handler({ Records }, emailerContext);

    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(actions).toEqual(['GetSendQuota', 'SendEmail']);
    expect(output.logs().filter(({ level }) => level)).toMatchObject([
      { message: 'Send quota unknown', errorName: 'ServiceUnavailable' },
      { notificationId: 'order-1', reason: 'lost-reply', errorName: 'ServiceUnavailable' },
      // The record of this test was never received from the queue.
      { message: 'Visibility not changed', errorName: 'MessageNotInflight' },
    ]);
    expect(output.lines.join('\n')).not.toMatch(/ada|example\.com/);
    expect(await emailer.table.items()).toEqual([]);
  });
});
