import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { emailerEnvironment, readEnvironment } from '../../../contract/environment.ts';
import { Worker } from '../../../handlers/worker.ts';
import { emailerContext } from '../../support/handlers/an-emailer.ts';
import { anEmailerEnvironment } from '../../support/handlers/an-emailer-environment.ts';

const QUOTA = `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult>
<Max24HourSend>200.0</Max24HourSend><SentLast24Hours>161.0</SentLast24Hours><MaxSendRate>10.0</MaxSendRate>
</GetSendQuotaResult></GetSendQuotaResponse>`;

const environmentBefore = { ...process.env };
const ses = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(QUOTA));

beforeAll(async () => {
  await once(ses.listen(0, '127.0.0.1'), 'listening');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${(ses.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
});

afterAll(() => {
  process.env = environmentBefore;
  ses.closeAllConnections();
  ses.close();
});

describe('Worker', () => {
  it('measures pace and send rate with each invocation, and the daily quota when it has read it', async () => {
    const metrics = new Metrics({ namespace: 'Mailroom' });
    const addMetric = jest.spyOn(metrics, 'addMetric').mockReturnThis();
    const variables = anEmailerEnvironment({ MAILROOM_WORKERS: '2', MAILROOM_MAX_SEND_RATE: '40' });
    const worker = new Worker(readEnvironment(emailerEnvironment, variables), {
      functionName: 'emailer',
      logger: new Logger(),
      metrics,
      metricsOf: () => metrics,
    });

    await worker.begin(emailerContext);
    await worker.begin(emailerContext);

    expect(addMetric.mock.calls).toEqual([
      ['DailyQuotaUsed', 'Percent', 80.5],
      ['Pace', 'Count/Second', 4.95],
      ['SendRate', 'Count/Second', 10],
      ['Pace', 'Count/Second', 4.95],
      ['SendRate', 'Count/Second', 10],
    ]);
  });
});
