import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import sesLocal from 'aws-ses-v2-local';
import { serializeNotification } from '../../../contract/notification.ts';
import { type AForgetfulFront, aForgetfulFront } from '../../support/handlers/a-forgetful-front.ts';
import { type AnEmailer, anEmailer, emailerContext } from '../../support/handlers/an-emailer.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

describe('an execution environment that was frozen', () => {
  const realNow = Date.now;
  let ses: Awaited<ReturnType<typeof sesLocal.default>>;
  let front: AForgetfulFront;
  let emailer: AnEmailer;
  let output: ReturnType<typeof captureOutput>;
  let frozenMilliseconds = 0;

  beforeEach(async () => {
    frozenMilliseconds = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + frozenMilliseconds);
    ses = await sesLocal.default({ host: '127.0.0.1', port: 0 });
    front = await aForgetfulFront(`http://127.0.0.1:${(ses.address() as AddressInfo).port}`);
    emailer = await anEmailer(front.url);
    output = captureOutput();
  });

  afterEach(async () => {
    output.restore();
    jest.restoreAllMocks();
    front.stop();
    await emailer.stop();
    await new Promise((resolve) => ses.close(resolve));
  });

  /** The messages that are logged for one notification. */
  async function deliver(id: string): Promise<unknown[]> {
    const seen = output.lines.length;
    const record = anSqsRecord({ messageId: id, body: serializeNotification(aNotification({ id })) });
    await emailer.handler({ Records: [record] }, emailerContext);
    const logs = output.lines.slice(seen).map((line) => JSON.parse(line));
    return logs.filter(({ notificationId }) => notificationId === id).map(({ message }) => message);
  }

  it('sends on new connections, since those it had may be dead', async () => {
    await deliver('before');
    frozenMilliseconds = 60_000;
    front.forget();

    expect(await deliver('after')).toEqual(['Email sent']);
  });

  it('goes on with the connections it has after a pause of a second', async () => {
    await deliver('before');
    const { opened } = front;
    frozenMilliseconds = 1_000;

    expect(await deliver('after')).toEqual(['Email sent']);
    expect(front.opened).toBe(opened);
  });

  it('would take a connection that is dead for a lost reply', async () => {
    await deliver('before');
    front.forget();

    expect(await deliver('after')).toEqual(['Email not sent, tried again']);
  });
});
