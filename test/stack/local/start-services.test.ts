import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { importOptional } from '../../../local/hosting/optional-import.ts';
import { Gate } from '../../../local/iam/gate.ts';
import { startDynamoDb } from '../../../local/services/dynamodb/dynalite.ts';
import { startSnsSqs } from '../../../local/services/sns-sqs/fauxqs.ts';
import { portAfter, type StartedServices, startServices } from '../../../local/start-services.ts';
import { listenError } from '../../../loopback/listen-error.ts';
import { eventually } from '../../support/eventually.ts';

const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d+$/;

const TABLE = {
  TableName: 'sent',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};

describe('the services', () => {
  const ended: (() => unknown)[] = [];

  afterEach(async () => {
    for (const end of ended.splice(0).reverse()) await end();
  });

  async function aTakenPort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ended.push(async () => {
      server.close();
      await once(server, 'close');
    });
    return (server.address() as AddressInfo).port;
  }

  function aDataDirectory(): string {
    const directory = mkdtempSync(join(tmpdir(), 'mailroom-data-'));
    ended.push(() => rmSync(directory, { recursive: true, force: true }));
    return join(directory, 'deep', 'inside');
  }

  describe('startServices', () => {
    let services: StartedServices;

    beforeAll(async () => {
      services = await startServices({ port: 0, dataDirectory: undefined, ses: {}, gate: new Gate() });
    });

    afterAll(() => services.stop());

    it('starts each on a loopback port of its own', () => {
      const urls = [services.ses.url, services.snsSqs.url, services.dynamoDb.url];
      expect(urls).toEqual([
        expect.stringMatching(LOOPBACK),
        expect.stringMatching(LOOPBACK),
        expect.stringMatching(LOOPBACK),
      ]);
      expect(new Set(urls).size).toBe(3);
    });

    it('refuses at SNS and SQS what a web page of elsewhere asks for', async () => {
      const response = await fetch(services.snsSqs.url, {
        method: 'POST',
        headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
        body: 'Action=ListTopics',
      });

      expect(response.status).toBe(403);
    });

    it('keeps the data of each in a folder of its own, which need not be there before', async () => {
      const dataDirectory = aDataDirectory();

      const persistent = await startServices({ port: 0, dataDirectory, ses: {}, gate: new Gate() });
      ended.push(() => persistent.stop());
      await persistent.dynamoDb.createTable(TABLE);

      expect(
        ['inbox', 'sns-sqs', 'dynamodb'].filter((name) => existsSync(join(dataDirectory, name))),
      ).toEqual(['inbox', 'sns-sqs', 'dynamodb']);
    });

    it('leaves none running where one cannot start', async () => {
      const failToStart = async () => {
        const taken = await aTakenPort();
        const starting = startServices({
          port: taken - 2,
          dataDirectory: undefined,
          ses: {},
          gate: new Gate(),
        });
        ended.push(() => starting.then((started) => started.stop()).catch(() => {}));
        const message = await starting.then(() => '', String);
        const free = await Promise.all([taken - 2, taken - 1].map(isFree));
        return { message: message.replace(`${taken}`, '<taken>'), free };
      };

      // Meanwhile another program may take what is to be free.
      const { message, free } = await eventually(failToStart, (failed) => failed.free.every(Boolean));
      expect(message).toContain('Port <taken> of 127.0.0.1, wanted for DynamoDB, is taken');
      expect(free).toEqual([true, true]);
    });
  });

  describe('startSnsSqs', () => {
    it('says in one sentence that its port is taken', async () => {
      const port = await aTakenPort();

      await expect(startSnsSqs({ port })).rejects.toThrow(
        `Port ${port} of 127.0.0.1, wanted for SNS, SQS and S3, is taken: stop what listens there, or choose another with --port.`,
      );
    });
  });

  describe('startDynamoDb', () => {
    it('creates a table once, and leaves one alone that is there', async () => {
      const emulator = await startDynamoDb({ port: 0 });
      ended.push(() => emulator.stop());

      await emulator.createTable(TABLE);

      await expect(emulator.createTable(TABLE)).resolves.toBeUndefined();
    });

    it('answers every request as DynamoDB does in an outage, until that ends', async () => {
      const emulator = await startDynamoDb({ port: 0 });
      ended.push(() => emulator.stop());
      await emulator.createTable(TABLE);
      const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
      const client = new DynamoDBClient({
        region: 'us-east-1',
        endpoint: emulator.url,
        credentials,
        maxAttempts: 1,
      });
      ended.push(() => client.destroy());
      const put = () => client.send(new PutItemCommand({ TableName: 'sent', Item: { id: { S: 'a' } } }));

      await emulator.configure({ outage: true });
      await expect(put()).rejects.toMatchObject({
        name: 'InternalServerError',
        message: 'Internal server error',
        $metadata: { httpStatusCode: 500 },
      });
      await emulator.configure({ outage: false });
      await put();

      expect(await emulator.requests()).toEqual({ CreateTable: 1, PutItem: 2 });
    });

    it('outlives a client that goes away in the middle of its request', async () => {
      const emulator = await startDynamoDb({ port: 0 });
      ended.push(() => emulator.stop());

      const socket = connect(Number(new URL(emulator.url).port), '127.0.0.1');
      socket.write('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{');
      await eventually(
        () => emulator.requests(),
        (requests) => Object.keys(requests).length === 1,
      );
      socket.resetAndDestroy();

      await expect(emulator.createTable(TABLE)).resolves.toBeUndefined();
    });

    it('says what is wrong with a table', async () => {
      const emulator = await startDynamoDb({ port: 0 });
      ended.push(() => emulator.stop());

      await expect(emulator.createTable({ ...TABLE, KeySchema: [] })).rejects.toThrow(
        /^DynamoDB refused the table: .*ValidationException/,
      );
    });

    it('says in one sentence that its port is taken', async () => {
      const port = await aTakenPort();

      await expect(startDynamoDb({ port })).rejects.toThrow(
        `Port ${port} of 127.0.0.1, wanted for DynamoDB, is taken`,
      );
    });
  });
});

describe('portAfter', () => {
  it.each([
    [8025, 1, 8026],
    [8025, 3, 8028],
    [0, 3, 0],
  ])('is, from %i and %i places on, %i', (port, places, expected) => {
    expect(portAfter(port, places)).toBe(expected);
  });
});

describe('listenError', () => {
  it('gives any other error back as it is', () => {
    const error = Object.assign(new Error('no'), { code: 'EACCES' });

    expect(listenError(error, 80, 'SES')).toBe(error);
  });
});

describe('importOptional', () => {
  const failing = (code: string, name: string) => async () => {
    throw Object.assign(new Error(`Cannot find package '${name}'`), { code });
  };

  it('gives the module', async () => {
    expect(await importOptional('fauxqs', async () => 'module')).toBe('module');
  });

  it('says what to install where the package is missing', async () => {
    await expect(importOptional('fauxqs', failing('ERR_MODULE_NOT_FOUND', 'fauxqs'))).rejects.toThrow(
      'The local stack needs the package fauxqs: install what it needs with "npm install --save-dev fauxqs@2.4 aws-ses-v2-local@2.10 dynalite@4 jsep@1 chokidar@5".',
    );
  });

  it('does not hide another error', async () => {
    await expect(importOptional('fauxqs', failing('ERR_DLOPEN_FAILED', 'fauxqs'))).rejects.toThrow(
      'Cannot find',
    );
  });

  it('does not take what the package itself misses for the package', async () => {
    await expect(importOptional('fauxqs', failing('ERR_MODULE_NOT_FOUND', 'fastify'))).rejects.toThrow(
      "Cannot find package 'fastify'",
    );
  });
});

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  const free = await listening;
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}
