import { describe, expect, it } from '@jest/globals';
import { s3Accesses, s3OperationOf } from '../../../../../local/services/s3/s3-operation.ts';

describe('s3OperationOf', () => {
  it.each([
    ['GET', '/', 'ListBuckets', '', ''],
    ['PUT', '/files', 'CreateBucket', 'files', ''],
    ['GET', '/files?list-type=2&prefix=a', 'ListObjects', 'files', ''],
    ['GET', '/files/?list-type=2', 'ListObjects', 'files', ''],
    ['POST', '/files?delete', 'DeleteObjects', 'files', ''],
    ['GET', '/files/a/b%20c.pdf?x-id=GetObject', 'GetObject', 'files', 'a/b c.pdf'],
    ['GET', '/files/a?X-Amz-Signature=1&response-content-type=text/plain', 'GetObject', 'files', 'a'],
    ['HEAD', '/files/a', 'HeadObject', 'files', 'a'],
    ['PUT', '/files/a?x-id=PutObject', 'PutObject', 'files', 'a'],
    ['PUT', '/files/a?partNumber=1&uploadId=2', 'UploadPart', 'files', 'a'],
  ])('knows %s %s as %s', (method, url, name, bucket, key) => {
    expect(s3OperationOf({ method, url })).toEqual({ name, bucket, key, source: undefined });
  });

  it.each([
    ['GET', '/files?policy'],
    ['PUT', '/files/a?acl'],
    ['POST', '/files/a'],
    ['OPTIONS', '/files/a'],
  ])('knows no %s %s', (method, url) => {
    expect(s3OperationOf({ method, url })).toBeUndefined();
  });
});

describe('s3Accesses', () => {
  it.each([
    ['GET', '/', ['s3:ListAllMyBuckets *']],
    ['GET', '/files', ['s3:ListBucket arn:aws:s3:::files']],
    ['HEAD', '/files/a', ['s3:GetObject arn:aws:s3:::files/a']],
    ['DELETE', '/files/a', ['s3:DeleteObject arn:aws:s3:::files/a']],
    ['POST', '/files?delete', ['s3:DeleteObject arn:aws:s3:::files/*']],
    ['PUT', '/files/a?partNumber=1&uploadId=2', ['s3:PutObject arn:aws:s3:::files/a']],
  ])('of %s %s are %j', (method, url, expected) => {
    const operation = s3OperationOf({ method, url });

    expect(
      operation && s3Accesses(operation).map(({ action, resources }) => `${action} ${resources}`),
    ).toEqual(expected);
  });

  it('of a copy are those of its source, too', () => {
    const operation = s3OperationOf({ method: 'PUT', url: '/files/a', copySource: '/others/b%20c' });

    expect(
      operation && s3Accesses(operation).map(({ action, resources }) => `${action} ${resources}`),
    ).toEqual(['s3:PutObject arn:aws:s3:::files/a', 's3:GetObject arn:aws:s3:::others/b c']);
  });
});
