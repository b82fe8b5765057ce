import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serializeNotification } from '../../../contract/notification.ts';
import {
  type AnEmailer,
  anEmailer,
  coldEmailer,
  type EmailerHandler,
  emailerContext,
} from '../../support/handlers/an-emailer.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

const REFUSAL = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>
<Code>MessageRejected</Code><Message>No mail for ada@example.com under plan 7</Message></Error></ErrorResponse>`;
const SENT = `<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult>
<MessageId>ses-1</MessageId></SendEmailResult></SendEmailResponse>`;

describe('handler of the emailer while SES refuses everything in words that nobody knows', () => {
  let refuses = true;
  let emailer: AnEmailer;
  let output: ReturnType<typeof captureOutput>;
  const ses = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(refuses ? 400 : 200, { 'content-type': 'text/xml' }).end(refuses ? REFUSAL : SENT);
    });
  });

  beforeAll(async () => {
    await once(ses.listen(0, '127.0.0.1'), 'listening');
  });

  afterAll(() => {
    ses.closeAllConnections();
    ses.close();
  });

  beforeEach(async () => {
    refuses = true;
    emailer = await anEmailer(`http://127.0.0.1:${(ses.address() as AddressInfo).port}`);
    output = captureOutput();
  });

  afterEach(async () => {
    output.restore();
    await emailer.stop();
  });

  /** What is logged of these notifications, delivered one after another. */
  async function outcomesOf(handler: EmailerHandler, ids: readonly string[]): Promise<unknown[]> {
    for (const id of ids) {
      const record = anSqsRecord({ messageId: id, body: serializeNotification(aNotification({ id })) });
      await handler({ Records: [record] }, emailerContext);
    }
    const logs = output.lines.map((line) => JSON.parse(line));
    return ids.map((id) => logs.find(({ notificationId }) => notificationId === id)?.message);
  }

  it('gives up two, and holds from then on what comes, also in a worker that starts later', async () => {
    expect(await outcomesOf(emailer.handler, ['1', '2', '3', '4'])).toEqual([
      'Notification rejected',
      'Notification rejected',
      'Email held',
      'Email held',
    ]);

    expect(await outcomesOf(await coldEmailer(), ['5', '6'])).toEqual(['Email held', 'Email held']);
  });

  it('forgets it, in all workers, once an email is sent', async () => {
    await outcomesOf(emailer.handler, ['1', '2', '3', '4']);
    refuses = false;
    expect(await outcomesOf(emailer.handler, ['5', '6'])).toEqual(['Email sent', 'Email sent']);
    refuses = true;

    expect(await outcomesOf(await coldEmailer(), ['7'])).toEqual(['Notification rejected']);
  });
});
