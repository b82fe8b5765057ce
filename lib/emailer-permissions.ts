import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { acceptFindings } from './accepted-finding.ts';

/** What the emailer sends by. */
interface Sending {
  readonly fromAddress: string;
  /** The region of SES; `undefined` for the emailer's own. */
  readonly sesRegion: string | undefined;
  /** The name of the configuration set; `undefined` for whichever the identity has. */
  readonly configurationSet: string | undefined;
}

/**
 * Lets the emailer send as `fromAddress` and as nobody else. SES authorises a send against the sender's identity, in
 * its sandbox against the recipient's verified identity too, and against the configuration set, which without one of the
 * pipeline's is the identity's default one; so the resources stay open and the condition closes them.
 * What has headers of its own goes as a raw message, an action of its own in v1 of SES's API.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
 */
export function allowSendingAs(
  emailer: IFunction,
  { fromAddress, sesRegion: region, configurationSet = '*' }: Sending,
): void {
  const arnOf = (resource: string, resourceName: string) =>
    Stack.of(emailer).formatArn({ service: 'ses', ...(region && { region }), resource, resourceName });
  const identities = arnOf('identity', '*');
  const configurationSets = arnOf('configuration-set', configurationSet);
  emailer.addToRolePolicy(
    new PolicyStatement({
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: [identities, configurationSets],
      conditions: { StringEquals: { 'ses:FromAddress': fromAddress } },
    }),
  );
  acceptFindings(policyOf(emailer), {
    id: 'AwsSolutions-IAM5',
    reason:
      'SES asks for permission on identities and configuration sets that are not known at synth; the condition on the ' +
      'sender closes what the resources leave open.',
    resources: configurationSet === '*' ? [identities, configurationSets] : [identities],
  });
}

/**
 * Lets the emailer read the account's sending quota, an action that IAM knows for no narrower resource.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
 */
export function allowReadingSendQuota(emailer: IFunction): void {
  emailer.addToRolePolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }));
  acceptFindings(policyOf(emailer), {
    id: 'AwsSolutions-IAM5',
    reason: 'IAM knows ses:GetSendQuota for no narrower resource.',
    resources: ['*'],
  });
}

/** Lets the emailer hide what is to be tried later. */
export function allowHiding(emailer: IFunction, queue: IQueue): void {
  emailer.addToRolePolicy(
    new PolicyStatement({ actions: ['sqs:ChangeMessageVisibility'], resources: [queue.queueArn] }),
  );
}

/** Lets the emailer write dead letters. */
export function allowDeadLettering(emailer: IFunction, deadLetterQueue: IQueue): void {
  emailer.addToRolePolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }),
  );
}

/** Lets the emailer keep records of what has been sent, and reserve slots beside them. */
export function allowRecording(emailer: IFunction, table: ITable): void {
  emailer.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:GetItem'],
      resources: [table.tableArn],
    }),
  );
}

/**
 * Lets the emailer read attachments. By `s3:ListBucket` S3 tells it whether an object is gone or forbidden; without it, both
 * are forbidden. Of a key it is the role's policy alone that is written: that of a key in another stack would make the two
 * refer to each other. The policy that the CDK, and the console, give a key leaves it to those of the account's roles.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function allowReadingAttachments(emailer: IFunction, bucket: IBucket): void {
  const objects = bucket.arnForObjects('*');
  emailer.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [objects] }));
  emailer.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
  if (bucket.encryptionKey) {
    emailer.addToRolePolicy(
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [bucket.encryptionKey.keyArn] }),
    );
  }
  acceptFindings(policyOf(emailer), {
    id: 'AwsSolutions-IAM5',
    reason: 'Which objects of the bucket are attached, each notification says.',
    resources: [objects],
  });
}

/** The policy that holds what is added to the role of a function. */
function policyOf({ role }: IFunction): IConstruct {
  return (role as IRole).node.findChild('DefaultPolicy');
}
