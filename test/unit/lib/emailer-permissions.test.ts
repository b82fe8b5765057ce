import { describe, expect, it } from '@jest/globals';
import { Lazy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { CustomNotifications } from '../../../lib/index.ts';
import { roleOf } from '../../support/construct/a-function.ts';
import {
  aPipeline,
  aStack,
  policyDocumentOf,
  refTo,
  resourceOf,
} from '../../support/construct/pipeline-template.ts';

describe('the emailer’s role', () => {
  const token = Lazy.string({ produce: () => 'late@example.com' });
  it.each([
    { name: 'a display name', sourceAddress: 'Ada <ada@example.com>', fromAddress: 'ada@example.com' },
    {
      name: 'a quoted display name',
      sourceAddress: '"Ada <L.>" <ada@example.com>',
      fromAddress: 'ada@example.com',
    },
    { name: 'a token', sourceAddress: token, fromAddress: 'late@example.com' },
    { name: 'a token with a display name', sourceAddress: `Ada <${token}>`, fromAddress: 'late@example.com' },
  ])('may send as the bare address where the source address has $name', ({ sourceAddress, fromAddress }) => {
    const { emailer } = aPipeline({ sourceAddress });

    expect(policyDocumentOf(roleOf(emailer), 'AWS::IAM::Policy')).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({ Condition: { StringEquals: { 'ses:FromAddress': fromAddress } } }),
      ]),
    });
  });
});

describe('attachments', () => {
  /** What the emailer may do with S3 and keys. */
  function statementsOf(pipeline: CustomNotifications): unknown[] {
    const { Statement } = policyDocumentOf(roleOf(pipeline.emailer), 'AWS::IAM::Policy') as {
      Statement: { Action: string }[];
    };
    return Statement.filter(({ Action }) => /^(s3|kms):/.test(String(Action)));
  }

  it('let the emailer read the objects of the bucket, and whether they are there', () => {
    const stack = aStack();
    const bucket = new Bucket(stack, 'Files');

    const arn = { 'Fn::GetAtt': [refTo(bucket).Ref, 'Arn'] };
    expect(statementsOf(aPipeline({ attachments: bucket }, { stack }))).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [arn, '/*']] } },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn },
    ]);
  });

  it('give the emailer the memory that the largest of them takes', () => {
    const stack = aStack();
    const { emailer, publisher } = aPipeline({ attachments: new Bucket(stack, 'Files') }, { stack });

    expect(
      [emailer, publisher, aPipeline().emailer].map((fn) => resourceOf(fn).Properties.MemorySize),
    ).toEqual([512, 256, 256]);
  });

  it('let it decrypt by the key of the bucket, whose own policy stays as it is', () => {
    const stack = aStack();
    const encryptionKey = new Key(stack, 'Key');
    const bucket = new Bucket(stack, 'Files', { encryptionKey });
    expect(statementsOf(aPipeline({ attachments: bucket }, { stack }))).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: { 'Fn::GetAtt': [refTo(encryptionKey).Ref, 'Arn'] },
    });
    expect(JSON.stringify(resourceOf(encryptionKey).Properties.KeyPolicy)).not.toContain('QueueEmailerRole');
  });

  it('may be in a bucket that is known by its name alone', () => {
    const stack = aStack();
    const bucket = Bucket.fromBucketName(stack, 'Files', 'files');

    expect(statementsOf(aPipeline({ attachments: bucket }, { stack }))).toHaveLength(2);
  });

  it('grant nothing where they are left out', () => {
    expect(statementsOf(aPipeline())).toEqual([]);
  });

  it.each(['files', null, {}])('are refused where they are no bucket: %j', (attachments) => {
    expect(() => aPipeline({ attachments: attachments as never })).toThrow(
      /^Backend\/Notifications: attachments: expected an S3 bucket, got .*; for a name give Bucket.fromBucketName/,
    );
  });
});
