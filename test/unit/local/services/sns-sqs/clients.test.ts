import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, it } from '@jest/globals';
import { clientsOf } from '../../../../../local/services/sns-sqs/clients.ts';
import { eventually } from '../../../../support/eventually.ts';

/** More than the fifty connections that an SDK opens. */
const POLLERS = 60;

let server: Server;
let asking = 0;

/** Answers nothing, as SQS does while a queue is empty. */
beforeEach(async () => {
  server = createServer(() => {
    asking += 1;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

it('asks for every queue at once, however many wait for messages', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { sqs, destroy } = clientsOf(url, 'us-east-1');

  for (let index = 0; index < POLLERS; index += 1) {
    sqs.send(new ReceiveMessageCommand({ QueueUrl: `${url}/queue-${index}` })).catch(() => {});
  }

  await eventually(
    async () => asking,
    (count) => count === POLLERS,
  );
  destroy();
});
