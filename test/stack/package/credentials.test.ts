import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { handlerBundle } from '../../../scripts/bundle-handlers.ts';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:topic';
const NOTIFICATION = { recipient: 'ada@example.com', subject: 'Hello', body: 'Hello Ada' };

const REGION = { AWS_REGION: 'eu-central-1', AWS_EC2_METADATA_DISABLED: 'true' };
const ROLE = { AWS_ACCESS_KEY_ID: 'ROLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'first' };

/** What AWS answers, as far as it matters here, to a send quota asked for and to a publish. */
const ANSWER =
  '<Response><GetSendQuotaResult/><PublishResult><MessageId>1</MessageId></PublishResult></Response>';

const scratch = mkdtempSync(join(tmpdir(), 'mailroom-credentials-'));
const requests: IncomingHttpHeaders[] = [];
const aws = createServer((request, response) => {
  requests.push(request.headers);
  request.resume().on('end', () => response.setHeader('content-type', 'text/xml').end(ANSWER));
});
let endpoint = '';

beforeAll(async () => {
  await once(aws.listen(0, '127.0.0.1'), 'listening');
  endpoint = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
});

afterAll(() => {
  aws.close();
  rmSync(scratch, { recursive: true });
});

beforeEach(() => {
  requests.length = 0;
});

/** Runs `program` with nothing but `environment`, by Node itself, since jest resolves packages in its own way. */
async function run(program: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const args = ['--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...environment } });
  return stdout;
}

function urlOf(file: string): string {
  return JSON.stringify(pathToFileURL(resolve(file)).href);
}

describe('code that is bundled as the handlers are', () => {
  const probe = join(scratch, 'probe.mjs');

  beforeAll(async () => {
    const { entryPoints, outdir, outExtension, ...options } = handlerBundle(scratch);
    const contents = `
      import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
      const client = new SESClient();
      export const ask = () => client.send(new GetSendQuotaCommand());`;
    await build({ ...options, stdin: { contents, resolveDir: process.cwd() }, outfile: probe });
  });

  it('signs each request by the credentials that the environment holds by then', async () => {
    await run(
      `import { ask } from ${urlOf(probe)};
       await ask();
       process.env.AWS_SESSION_TOKEN = 'second';
       await ask();`,
      { ...REGION, ...ROLE, AWS_ENDPOINT_URL_SES: endpoint },
    );

    expect(requests.map(({ authorization }) => authorization)).toEqual([
      expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=ROLE\/\d{8}\/eu-central-1\/ses\/aws4_request, /),
      expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=ROLE\/\d{8}\/eu-central-1\/ses\/aws4_request, /),
    ]);
    expect(requests.map((headers) => headers['x-amz-security-token'])).toEqual(['first', 'second']);
  });

  it.each([
    ['the service’s endpoint before that of all services', 'AWS_ENDPOINT_URL_SES', 'AWS_ENDPOINT_URL'],
    ['the endpoint of all services before another service’s', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SQS'],
  ])('takes from the environment %s', async (_, variable, other) => {
    const nowhere = 'http://127.0.0.1:1';

    await run(`import { ask } from ${urlOf(probe)}; await ask();`, {
      ...REGION,
      ...ROLE,
      [variable]: endpoint,
      [other]: nowhere,
    });

    expect(requests).toHaveLength(1);
  });
});

describe('without credentials in the environment', () => {
  const files = { AWS_SHARED_CREDENTIALS_FILE: resolve(scratch, 'credentials') };

  beforeAll(() => {
    writeFileSync(
      files.AWS_SHARED_CREDENTIALS_FILE,
      '[default]\naws_access_key_id = SHARED\naws_secret_access_key = secret\n',
    );
  });

  it.each([
    ['AWS_ACCESS_KEY_ID', { AWS_SECRET_ACCESS_KEY: 'secret' }],
    ['AWS_SECRET_ACCESS_KEY', { AWS_ACCESS_KEY_ID: 'ROLE' }],
  ])('the publisher Lambda asks nobody else, and says that %s is missing', async (variable, others) => {
    const said = await run(
      `const { handler } = await import(${urlOf('dist/bundles/publisher/index.mjs')});
       await handler(${JSON.stringify(NOTIFICATION)}).catch(({ message }) => console.log(message));`,
      { ...REGION, ...files, ...others, AWS_ENDPOINT_URL_SNS: endpoint, MAILROOM_TOPIC_ARN: TOPIC_ARN },
    );

    expect(said).toContain(
      `CredentialsProviderError: There are no credentials: ${variable} is not in the environment.\n`,
    );
    expect(requests).toEqual([]);
  });

  it('the client for one’s own code finds them wherever the SDK looks', async () => {
    await run(
      `import { NotificationPublisher } from 'amplify-mailroom/publisher';
       await new NotificationPublisher().publish(${JSON.stringify(NOTIFICATION)});`,
      { ...REGION, ...files, AWS_ENDPOINT_URL_SNS: endpoint, MAILROOM_TOPIC_ARN: TOPIC_ARN },
    );

    expect(requests.map(({ authorization }) => authorization)).toEqual([
      expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=SHARED\/\d{8}\/eu-central-1\/sns\/aws4_request, /),
    ]);
  });
});
