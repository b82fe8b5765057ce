import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from '../../../local/assembly/template.ts';

/** A function of an assembly: its code, and what differs from the defaults of its resource. */
export interface AFunction {
  /** An ES module, `index.mjs`. */
  readonly code: string;
  readonly properties?: Record<string, unknown>;
}

/** The parts of a cloud assembly that a test is about. */
export interface AnAssembly {
  readonly resources: NonNullable<Template['Resources']>;
  /** Functions by logical id. */
  readonly functions?: Readonly<Record<string, AFunction>>;
  readonly outputs?: NonNullable<Template['Outputs']>;
  readonly parameters?: NonNullable<Template['Parameters']>;
  readonly stackName?: string;
}

/** A table whose key is `id`, as a resource. */
export const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

/** Of every function that is given no other. */
const ROLE = 'FunctionRole';

/** May do everything. */
const ADMINISTRATOR = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  },
};

/** Writes a cloud assembly as the CDK would, into a folder of its own. */
export function anAssembly({
  resources,
  functions = {},
  outputs = {},
  parameters = {},
  stackName = 'Fixture',
}: AnAssembly): string {
  const directory = mkdtempSync(join(tmpdir(), 'mailroom-assembly-'));
  const files = Object.entries(functions).map(([id, { code }]) => {
    mkdirSync(join(directory, `asset.${id}`));
    writeFileSync(join(directory, `asset.${id}`, 'index.mjs'), code);
    return [id, assetOf(`asset.${id}`, `${id}.zip`)] as const;
  });
  const functionResources = Object.entries(functions).map(([id, { properties }]) => [
    id,
    functionOf(id, properties),
  ]);
  const template = {
    Parameters: parameters,
    Resources: { [ROLE]: ADMINISTRATOR, ...resources, ...Object.fromEntries(functionResources) },
    Outputs: outputs,
  };
  write(directory, `${stackName}.template.json`, template);
  write(directory, `${stackName}.assets.json`, { files: Object.fromEntries(files) });
  write(directory, 'manifest.json', {
    artifacts: {
      [`${stackName}.assets`]: {
        type: 'cdk:asset-manifest',
        properties: { file: `${stackName}.assets.json` },
      },
      [stackName]: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: `${stackName}.template.json` },
      },
    },
  });
  return directory;
}

/** Removes what {@link anAssembly} wrote. */
export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

function functionOf(id: string, properties: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${id}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Timeout: 3,
      Role: { 'Fn::GetAtt': [ROLE, 'Arn'] },
      ...properties,
    },
  } as NonNullable<Template['Resources']>[string];
}

function assetOf(path: string, objectKey: string) {
  return {
    source: { path, packaging: 'zip' },
    destinations: { current: { bucketName: 'assets', objectKey } },
  };
}

function write(directory: string, file: string, content: unknown): void {
  writeFileSync(join(directory, file), JSON.stringify(content));
}
