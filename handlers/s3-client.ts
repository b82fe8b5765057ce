/**
 * What the emailer needs of S3's client, which is as large as everything else of it: a file of its own in the bundle, which is
 * read where there is an attachment in S3.
 */
export { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
