import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSesClient } from '../../../handlers/clients.ts';
import { failureOf } from '../../../handlers/failure.ts';
import { Sockets } from '../../../handlers/sockets.ts';

const EMAIL = new SendEmailCommand({
  Source: 'sender@example.com',
  Destination: { ToAddresses: ['ada@example.com'] },
  Message: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } },
});

describe('createSesClient', () => {
  let calls: number;
  let ses: Server;
  let respond: RequestListener;
  const sockets = new Sockets(Date.now);
  const environmentBefore = { ...process.env };

  /** A SES that takes every call, and never answers unless told how. */
  beforeEach(async () => {
    calls = 0;
    respond = () => {};
    ses = createServer((request, response) => {
      calls += 1;
      respond(request, response);
    }).listen(0, '127.0.0.1');
    await once(ses, 'listening');
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${(ses.address() as AddressInfo).port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });

  afterEach(() => {
    process.env = environmentBefore;
    ses.close();
    ses.closeAllConnections();
  });

  it('ends a call that SES does not answer, and makes no second one', async () => {
    const failed = await createSesClient(sockets, undefined, 100)
      .send(EMAIL)
      .catch((error: unknown) => error);

    expect(failureOf(failed, 'sender@example.com')).toMatchObject({ reason: 'lost-reply' });
    expect(calls).toBe(1);
  });

  it('ends a call whose answer begins and then does not go on, and makes no second one', async () => {
    respond = (_, response) => response.writeHead(200, { 'content-type': 'text/xml' }).write('<SendEmail');

    const failed = await createSesClient(sockets, undefined, 100)
      .send(EMAIL)
      .catch((error: unknown) => error);

    expect(failureOf(failed, 'sender@example.com')).toMatchObject({ reason: 'lost-reply' });
    expect(calls).toBe(1);
  });
});
