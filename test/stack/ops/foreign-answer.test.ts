import { createServer } from 'node:http';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetSendQuotaCommand } from '@aws-sdk/client-ses';
import { PublishCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type LoopbackServer, serveOnLoopback } from '../../../loopback/serve-on-loopback.ts';
import { sentenceOf } from '../../../ops/aws-error.ts';
import { type Clients, clientsOf } from '../../../ops/clients.ts';

const ASK: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  SQS: ({ sqs }) => sqs.send(new ReceiveMessageCommand({ QueueUrl: 'https://sqs.example/1/q' })),
  SNS: ({ sns }) => sns.send(new PublishCommand({ TopicArn: 'arn', Message: 'text' })),
  SES: ({ ses }) => ses.send(new GetSendQuotaCommand({})),
  STS: ({ sts }) => sts.send(new GetCallerIdentityCommand({})),
  CloudWatch: ({ cloudWatch }) => cloudWatch.send(new DescribeAlarmsCommand({})),
};

const PAGES = {
  'a page that is no XML': '<!DOCTYPE html><html><body><p>Log in<br></body></html>',
  'a page that is XML': '<html><body>Log in</body></html>',
  nothing: '',
};

describe('an answer that is not the service’s', () => {
  let proxy: LoopbackServer | undefined;

  afterEach(() => proxy?.stop());

  const cases = Object.keys(ASK).flatMap((service) =>
    Object.entries(PAGES).map(([what, page]) => ({ service, what, page })),
  );

  it.each(cases)(
    'is told with its status where $service should be and $what is',
    async ({ service, page }) => {
      const server = createServer((_, response) => {
        response.writeHead(403, { 'content-type': 'text/html' }).end(page);
      });
      const word = (body: string) => ({ headers: {}, body });
      proxy = await serveOnLoopback(server, { port: 0, purpose: 'a page', word });
      const { url } = proxy;
      const all = {
        sns: url,
        sqs: url,
        ses: url,
        dynamodb: url,
        lambda: url,
        cloudwatch: url,
        sts: url,
        s3: url,
      };
      const clients = clientsOf({ region: 'eu-west-1', endpoints: all });

      const asked = ASK[service]?.(clients).catch((error: unknown) => sentenceOf(error));

      expect(await asked).toBe(
        'What answered is not AWS (HTTP status 403): check the address, and what is on the way to it, such as a proxy.',
      );
      clients.close();
    },
  );
});
