import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { functionOf, runsNode } from '../../../../../../local/services/lambda/resources/function.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';

const ENDPOINTS = {
  sns: 'http://sns',
  sqs: 'http://sqs',
  ses: 'http://ses',
  dynamodb: 'http://dynamodb',
  lambda: 'http://lambda',
  cloudwatch: 'http://cloudwatch',
  sts: 'http://sts',
  s3: 'http://s3',
};

describe('functionOf', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'mailroom-assets-'));
    mkdirSync(join(directory, 'asset.abc'));
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  function read(properties: JsonObject = {}) {
    const assets: Record<string, string> = {
      'abc.zip': join(directory, 'asset.abc'),
      'zipped.zip': join(directory, 'asset.zipped.zip'),
      'gone.zip': join(directory, 'asset.gone'),
    };
    const assembly = { directory, stacks: [], assetPath: (key: string) => assets[key] };
    const resource = aResource('AWS::Lambda::Function', {
      Code: { S3Bucket: 'assets', S3Key: 'abc.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      ...properties,
    });
    return functionOf(resource, {
      ...{ assembly, region: 'eu-west-1', endpoints: ENDPOINTS },
      ...{ secrets: { API_KEY: 'from here' }, storedValue: () => undefined },
    });
  }

  it('has the defaults of Lambda', () => {
    expect(read()).toMatchObject({
      name: 'App-Tested',
      arn: 'arn:aws:lambda:eu-west-1:000000000000:function:App-Tested',
      codeDirectory: join(directory, 'asset.abc'),
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      timeoutMilliseconds: 3000,
      memoryMegabytes: 128,
      reservedConcurrency: undefined,
    });
  });

  it('reads what the template says', () => {
    expect(
      read({ FunctionName: 'work', Timeout: '30', MemorySize: 512, ReservedConcurrentExecutions: 0 }),
    ).toMatchObject({
      name: 'work',
      timeoutMilliseconds: 30_000,
      memoryMegabytes: 512,
      reservedConcurrency: 0,
    });
  });

  it('finds its asset behind a prefix', () => {
    expect(read({ Code: { S3Key: 'prefix/abc.zip' } }).codeDirectory).toBe(join(directory, 'asset.abc'));
  });

  it.each<[string, JsonObject, string]>([
    [
      'a zip file',
      { Code: { S3Key: 'zipped.zip' } },
      'its code is a zip file; the local stack runs only folders, as Code.fromAsset(folder) gives',
    ],
    [
      'an unknown asset',
      { Code: { S3Key: 'other.zip' } },
      'its code "other.zip" is not an asset of the assembly',
    ],
    ['no code', { Code: {} }, 'its code undefined is not an asset of the assembly'],
    ['no handler', { Handler: 5 }, 'Handler must be a string, got 5'],
    ['a wrong timeout', { Timeout: 'long' }, 'Timeout must be a number, got "long"'],
    [
      'a wrong concurrency',
      { ReservedConcurrentExecutions: 'few' },
      'ReservedConcurrentExecutions must be a number, got "few"',
    ],
  ])('refuses %s', (_, properties, message) => {
    expect(() => read(properties)).toThrow(`App/Tested (AWS::Lambda::Function): ${message}.`);
  });

  it('refuses an asset that is not there', () => {
    expect(() => read({ Code: { S3Key: 'gone.zip' } })).toThrow(
      `App/Tested (AWS::Lambda::Function): its code ${join(directory, 'asset.gone')} is missing: the cloud assembly is incomplete, synthesize it again.`,
    );
  });

  it('writes code that is inside the template where CommonJS is expected', () => {
    const code = 'exports.handler = async () => 1;';

    expect(readFileSync(join(read({ Code: { ZipFile: code } }).codeDirectory, 'index.js'), 'utf8')).toBe(
      code,
    );
  });

  it('has the same inline code in the same place, so that it counts as unchanged', () => {
    const folderOf = (ZipFile: string) => read({ Code: { ZipFile } }).codeDirectory;

    expect(folderOf('exports.a = 1;')).toBe(folderOf('exports.a = 1;'));
    expect(folderOf('exports.a = 1;')).not.toBe(folderOf('exports.a = 2;'));
  });

  describe('its environment', () => {
    it('holds what Lambda sets, the template says and the emulators need, and nothing else', () => {
      const { environment } = read({ Environment: { Variables: { SENDER: 'a@example.com', LIMIT: 5 } } });

      expect(environment).toEqual({
        SENDER: 'a@example.com',
        LIMIT: '5',
        _HANDLER: 'index.handler',
        AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_SESSION_TOKEN: 'local',
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: 'App-Tested',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/App-Tested',
        LAMBDA_TASK_ROOT: join(directory, 'asset.abc'),
        LANG: 'en_US.UTF-8',
        PATH: process.env.PATH,
        TZ: ':UTC',
        AWS_ENDPOINT_URL: 'http://sqs',
        AWS_ENDPOINT_URL_SNS: 'http://sns',
        AWS_ENDPOINT_URL_SQS: 'http://sqs',
        AWS_ENDPOINT_URL_SES: 'http://ses',
        AWS_ENDPOINT_URL_SESV2: 'http://ses',
        AWS_ENDPOINT_URL_DYNAMODB: 'http://dynamodb',
        AWS_ENDPOINT_URL_LAMBDA: 'http://lambda',
        AWS_ENDPOINT_URL_CLOUDWATCH: 'http://cloudwatch',
        AWS_ENDPOINT_URL_STS: 'http://sts',
        AWS_ENDPOINT_URL_S3: 'http://s3',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      });
    });

    it('has an access key of its own, the same at each start', () => {
      const keyOf = (FunctionName: string) => read({ FunctionName }).environment.AWS_ACCESS_KEY_ID;

      expect(keyOf('one')).toBe(keyOf('one'));
      expect(keyOf('one')).not.toBe(keyOf('other'));
    });

    it('does not let the template take what Lambda reserves', () => {
      const { environment } = read({ Environment: { Variables: { AWS_REGION: 'elsewhere' } } });

      expect(environment.AWS_REGION).toBe('eu-west-1');
    });

    it.each<[JsonObject, Record<string, string>]>([
      [{}, {}],
      [{ LogFormat: 'JSON' }, { AWS_LAMBDA_LOG_FORMAT: 'JSON' }],
      [
        { LogFormat: 'JSON', ApplicationLogLevel: 'WARN' },
        { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'WARN' },
      ],
      [{ LogFormat: 'Text', ApplicationLogLevel: 'WARN' }, {}],
    ])('says of the logging configuration %j: %j', (LoggingConfig, expected) => {
      const { AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL } = read({ LoggingConfig }).environment;

      expect({ AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_LOG_LEVEL }).toEqual(expected);
    });

    it('names the log group of the template', () => {
      expect(read({ LoggingConfig: { LogGroup: '/mail' } }).environment.AWS_LAMBDA_LOG_GROUP_NAME).toBe(
        '/mail',
      );
    });
  });
});

describe('runsNode', () => {
  it.each<[JsonObject, boolean]>([
    [{ Runtime: 'nodejs24.x' }, true],
    [{ Runtime: 'python3.13' }, false],
    [{ PackageType: 'Image' }, false],
  ])('says of %j: %s', (properties, expected) => {
    expect(runsNode(aResource('AWS::Lambda::Function', properties))).toBe(expected);
  });
});
