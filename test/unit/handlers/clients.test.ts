import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SendEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSesClient } from '../../../handlers/clients.ts';

const EMAIL = new SendEmailCommand({
  Source: 'sender@example.com',
  Destination: { ToAddresses: ['ada@example.com'] },
  Message: { Subject: { Data: 's' }, Body: { Text: { Data: 'b' } } },
});

describe('createSesClient', () => {
  let calls: number;
  let ses: Server;
  const environmentBefore = { ...process.env };

  /** A SES that takes every call and never answers. */
  beforeEach(async () => {
    calls = 0;
    ses = createServer(() => {
      calls += 1;
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
    await expect(createSesClient(100).send(EMAIL)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(calls).toBe(1);
  });
});
