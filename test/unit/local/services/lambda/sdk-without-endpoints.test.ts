import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sdkWithoutEndpoints } from '../../../../../local/services/lambda/sdk-without-endpoints.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailroom-sdk-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function found(files: Record<string, string>): string | undefined {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return sdkWithoutEndpoints(folder);
}

const version = (text: string) => JSON.stringify({ version: text });

describe('sdkWithoutEndpoints', () => {
  it.each<[string, Record<string, string>, string]>([
    ['v2 beside the code', { 'node_modules/aws-sdk/package.json': version('2.1692.0') }, 'v2 (2.1692.0)'],
    ['v2 asked for', { 'index.js': "const A = require('aws-sdk');" }, 'v2'],
    ['a client of v2 asked for', { 'lib/a.mjs': 'import SNS from "aws-sdk/clients/sns";' }, 'v2'],
    ['v2 in the bundle', { 'index.js': 'var a="aws-sdk-nodejs/"+v' }, 'v2'],
    [
      'a v3 of before',
      { 'node_modules/@aws-sdk/client-sns/package.json': version('3.450.0') },
      'v3 (client-sns 3.450.0)',
    ],
    ['a v3 of before in the bundle', { 'index.js': 'var c={serviceId:"SNS"}' }, 'v3 of before November 2023'],
  ])('finds %s', (_name, files, which) => {
    expect(found(files)).toContain(`the AWS SDK ${which}, which takes no addresses`);
  });

  it.each<[string, Record<string, string>]>([
    ['no SDK', { 'index.js': 'exports.handler = () => {}' }],
    ['a v3 that takes addresses', { 'node_modules/@aws-sdk/client-sns/package.json': version('3.451.0') }],
    ['such a v3 in the bundle', { 'index.mjs': 'var c={serviceId:"SNS"},e="AWS_ENDPOINT_URL"' }],
    ['what the runtime gives', { 'index.mjs': "import { SNSClient } from '@aws-sdk/client-sns';" }],
  ])('finds nothing in %s', (_name, files) => {
    expect(found(files)).toBeUndefined();
  });
});
