import { addAbortSignal, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { S3Client } from '@aws-sdk/client-s3';
import { type Attachment, MAX_EMAIL_BYTES, type S3Object } from '../contract/attachments.ts';
import type { Failure } from './failure.ts';
import { NOT_CALLED, NotSentError } from './not-sent.ts';

/** A file as it goes into an email. */
export interface AttachedFile extends Pick<Attachment, 'filename' | 'contentType' | 'contentId'> {
  readonly content: Buffer;
}

/** Reads objects of S3, of a size that an email may have. */
export type ReadObject = (object: S3Object, maxBytes: number) => Promise<Buffer>;

/** S3 begins to answer within milliseconds, and 7 MB are there within a second. */
const READ_TIMEOUT_MILLISECONDS = 10_000;

/** Base64 makes four bytes of three, and MIME breaks lines after 76. */
const MAX_FILE_BYTES = Math.floor((MAX_EMAIL_BYTES * 3) / 4);

/** What is wrong with an object. Whatever else S3 answers, or does not, is tried again. */
const CAUSES: Readonly<Record<string, Pick<Failure, 'treatment' | 'reason'>>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  NoSuchKey: { treatment: 'reject', reason: 'attachment-missing' },
  NoSuchBucket: { treatment: 'reject', reason: 'attachment-missing' },
  InvalidBucketName: { treatment: 'reject', reason: 'attachment-missing' },
  AccessDenied: { treatment: 'hold', reason: 'attachment-forbidden' },
  AllAccessDisabled: { treatment: 'hold', reason: 'attachment-forbidden' },
  AccountProblem: { treatment: 'hold', reason: 'attachment-forbidden' },
  // It is archived, and somebody has to restore it.
  InvalidObjectState: { treatment: 'hold', reason: 'attachment-forbidden' },
  'KMS.DisabledException': { treatment: 'hold', reason: 'attachment-forbidden' },
  'KMS.KMSInvalidStateException': { treatment: 'hold', reason: 'attachment-forbidden' },
  'KMS.NotFoundException': { treatment: 'hold', reason: 'attachment-forbidden' },
  // The bucket is in another region than the emailer.
  PermanentRedirect: { treatment: 'hold', reason: 'attachment-forbidden' },
  AuthorizationHeaderMalformed: { treatment: 'hold', reason: 'attachment-forbidden' },
};

/** @throws NotSentError where an email in MIME is larger than SES takes. */
export function refuseTooLarge(bytes: number): void {
  if (bytes > MAX_EMAIL_BYTES) throw new NotSentError(NOT_CALLED.tooLarge);
}

/**
 * The files of an email, one after the other, so that no more are in memory than it may hold.
 *
 * @throws NotSentError where one is not to be had, or all of them are larger than an email may be.
 */
export async function attachedFiles(
  attachments: readonly Attachment[],
  readObject: ReadObject,
): Promise<AttachedFile[]> {
  const files: AttachedFile[] = [];
  let left = MAX_FILE_BYTES;
  for (const { content, s3, ...file } of attachments) {
    const read = s3 ? await readObject(s3, left) : Buffer.from(content ?? '', 'base64');
    left -= read.length;
    if (left < 0) throw new NotSentError(NOT_CALLED.tooLarge);
    files.push({ ...file, content: read });
  }
  return files;
}

/**
 * Reads objects by a client that is made, and loaded, with the first of them.
 *
 * @param createClient must not be called for emails without such a file: the client takes longer to load than all else.
 */
export function objectReader(createClient: () => Promise<Pick<S3Client, 'send'>>): ReadObject {
  let client: Promise<Pick<S3Client, 'send'>> | undefined;
  return async ({ bucket, key }, maxBytes) => {
    const signal = AbortSignal.timeout(READ_TIMEOUT_MILLISECONDS);
    try {
      client ??= createClient();
      const { GetObjectCommand } = await import('./s3-client.ts');
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      const { Body, ContentLength = 0 } = await (await client).send(command, { abortSignal: signal });
      const body = addAbortSignal(signal, Body as Readable);
      if (ContentLength <= maxBytes) return await buffer(body);
      body.destroy();
    } catch (error) {
      throw new NotSentError(failureToRead(error), error);
    }
    throw new NotSentError(NOT_CALLED.tooLarge);
  };
}

function failureToRead(error: unknown): Failure {
  const { name } = Object(error) as { readonly name?: unknown };
  const known = typeof name === 'string' && Object.hasOwn(CAUSES, name) ? CAUSES[name] : undefined;
  return {
    ...(known ?? { treatment: 'retry', reason: 'attachment-unavailable' }),
    error: typeof name === 'string' ? name : 'Error',
    lostReply: false,
  };
}
