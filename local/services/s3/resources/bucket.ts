import { textOf } from '../../../../template/scalars.ts';
import type { Resource } from '../../../assembly/resource.ts';
import { ResourceReader } from '../../../assembly/resource-reader.ts';
import type { ResourceType } from '../../../deploy/resource-type.ts';
import { bucketName } from './bucket-name.ts';

/** What buckets are deployed with. */
export interface BucketNeeds {
  /** fauxqs has S3 at the address of SNS and SQS. */
  readonly snsSqs: { readonly url: string };
}

export const bucket: ResourceType<void, BucketNeeds> = {
  type: 'AWS::S3::Bucket',
  identity: (name, { BucketName }, { region }) => {
    const own = textOf(BucketName ?? bucketName(name));
    return {
      ref: own,
      attributes: {
        Arn: `arn:aws:s3:::${own}`,
        DomainName: `${own}.s3.amazonaws.com`,
        DualStackDomainName: `${own}.s3.dualstack.${region}.amazonaws.com`,
        RegionalDomainName: `${own}.s3.${region}.amazonaws.com`,
        WebsiteURL: `http://${own}.s3-website-${region}.amazonaws.com`,
      },
    };
  },
  emulation: {
    by: 'fauxqs',
    howFar:
      'objects, whole and in parts, listings, presigned URLs; no versions, no events, no website, no lifecycle',
  },
  // Without its name, or its condition, nobody can ask for it.
  isSpare: () => true,
  deploy: deployBucket,
  permissions: ({ resource }) => ({ policies: { [textOf(resource.getAtt('Arn'))]: [] } }),
};

/** Its policy; that of its objects too. */
export const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  isPassive: true,
  permissions: (policy, { template }) => {
    const arn = `arn:aws:s3:::${textOf(policy.properties.Bucket)}`;
    return { policies: { [arn]: template.statementsIn(policy, policy.properties.PolicyDocument) } };
  },
};

async function deployBucket(resource: Resource, { snsSqs }: BucketNeeds): Promise<void> {
  await new ResourceReader(resource).created(createBucket(`${snsSqs.url}/${textOf(resource.ref())}`));
}

/** One that is there already stays as it is. */
async function createBucket(url: string): Promise<void> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
  const response = await fetch(url, { method: 'PUT', headers: { authorization } });
  if (!response.ok) throw new Error(`S3 refused the bucket: ${await response.text()}`);
}
