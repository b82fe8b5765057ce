import type { Access } from '../../iam/gate.ts';

/** What a request asks of S3. */
export interface S3Operation {
  readonly name: string;
  /** Empty where it is about all buckets. */
  readonly bucket: string;
  /** Empty where it is about the bucket. */
  readonly key: string;
  /** `bucket/key` of the object that it copies. */
  readonly source?: string | undefined;
}

/** A request, as far as it tells its operation. */
export interface S3Request {
  readonly method: string;
  readonly url: string;
  readonly copySource?: string | undefined;
}

/** Parameters that choose no operation: of signatures, of SDKs, of listings, and of how an answer is headed. */
const PLAIN =
  /^(x-amz-.*|x-id|response-.*|list-type|prefix|delimiter|max-keys|continuation-token|start-after|marker|encoding-type|fetch-owner|max-buckets)$/i;

/** By method and parameters, those of a bucket first: what fauxqs answers rightly of what S3 has. */
const OF_SERVICE: Readonly<Record<string, string>> = { 'GET ': 'ListBuckets' };
const OF_BUCKET: Readonly<Record<string, string>> = {
  'PUT ': 'CreateBucket',
  'HEAD ': 'HeadBucket',
  'GET ': 'ListObjects',
  'DELETE ': 'DeleteBucket',
  'POST delete': 'DeleteObjects',
};
const OF_OBJECT: Readonly<Record<string, string>> = {
  'PUT ': 'PutObject',
  'GET ': 'GetObject',
  'HEAD ': 'HeadObject',
  'DELETE ': 'DeleteObject',
  'POST uploads': 'CreateMultipartUpload',
  'PUT partNumber uploadId': 'UploadPart',
  'POST uploadId': 'CompleteMultipartUpload',
  'DELETE uploadId': 'AbortMultipartUpload',
};

/**
 * The operation that a request is for; `undefined` where the local S3 has none such.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function s3OperationOf({ method, url, copySource }: S3Request): S3Operation | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decoded(pathname)) ?? [];
  const chosen = [...new Set(searchParams.keys())].filter((name) => !PLAIN.test(name)).sort();
  const operations = bucket === '' ? OF_SERVICE : key === '' ? OF_BUCKET : OF_OBJECT;
  const name = `${method} ${chosen.join(' ')}`;
  if (!Object.hasOwn(operations, name)) return undefined;
  return { name: operations[name] as string, bucket, key, source: copySource && decoded(copySource) };
}

/** The actions that IAM knows for operations that have none of their name. */
const ACTIONS: Readonly<Record<string, string>> = {
  ListBuckets: 's3:ListAllMyBuckets',
  HeadBucket: 's3:ListBucket',
  ListObjects: 's3:ListBucket',
  DeleteObjects: 's3:DeleteObject',
  HeadObject: 's3:GetObject',
  CreateMultipartUpload: 's3:PutObject',
  UploadPart: 's3:PutObject',
  CompleteMultipartUpload: 's3:PutObject',
};

/**
 * What an operation needs to be allowed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/using-with-s3-policy-actions.html
 */
export function s3Accesses({ name, bucket, key, source }: S3Operation): Access[] {
  const objects = name === 'DeleteObjects' ? '*' : key;
  const access = needed(ACTIONS[name] ?? `s3:${name}`, arnOf(bucket, objects));
  return source === undefined
    ? [access]
    : [access, needed('s3:GetObject', `arn:aws:s3:::${source.replace(/^\//, '')}`)];
}

/** By which a caller may know what is in a bucket. */
export function listingOf({ bucket }: S3Operation): Access {
  return needed('s3:ListBucket', arnOf(bucket, ''));
}

function needed(action: string, resource: string): Access {
  return { action, resources: [resource], context: {} };
}

function arnOf(bucket: string, key: string): string {
  if (bucket === '') return '*';
  return `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
