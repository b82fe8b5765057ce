import { randomUUID } from 'node:crypto';
import type { RefusalForm } from '../../../loopback/refuse-strangers.ts';
import type { Gate } from '../../iam/gate.ts';
import { type Refusal, refusalMessage } from '../../iam/refusal.ts';
import { notHereForm, signedService } from '../not-here.ts';
import { listingOf, s3Accesses, s3OperationOf } from './s3-operation.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** What the store of objects knows. */
export interface ObjectStore {
  /** @throws where there is no such object. */
  headObject(bucket: string, key: string): unknown;
}

/** What reads an object. */
const READS = ['GetObject', 'HeadObject'];

/**
 * Has a gate stand before S3, which is told in its own words what is refused, and what it is not: fauxqs takes what it does not
 * know for one of its operations. Who may not list a bucket is not told that an object is missing.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function gateS3(app: App, gate: Gate, store: ObjectStore): void {
  app.addHook('onRequest', async (request, reply) => {
    const { method, url, headers } = request;
    if (signedService(request) !== 's3') return;
    const source = headers['x-amz-copy-source'];
    const operation = s3OperationOf({
      method,
      url,
      copySource: typeof source === 'string' ? source : undefined,
    });
    if (!operation) {
      const path = url.split('?', 1)[0];
      const message = `${method} ${path} is no request that the local stack knows of Amazon S3.`;
      await answer(reply, 400, notHereForm('s3', request, message));
      return;
    }
    const caller = gate.callerOf(headers.authorization ?? presigned(url));
    if (!caller) return;
    const isMissing = READS.includes(operation.name) && !has(store, operation.bucket, operation.key);
    const accesses = s3Accesses(operation);
    const refusal = gate.refusalOf(caller, isMissing ? [...accesses, listingOf(operation)] : accesses);
    if (refusal) await answer(reply, 403, deniedByS3(messageOf(refusal)));
  });
}

/** How S3 says that a caller may not do something. */
export function deniedByS3(message: string): RefusalForm {
  const requestId = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
  return {
    headers: { 'content-type': 'application/xml' },
    body:
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${escaped(message)}</Message>` +
      `<RequestId>${requestId}</RequestId><HostId>local</HostId></Error>`,
  };
}

/** S3 quotes the resource. */
function messageOf(refusal: Refusal): string {
  return refusalMessage(refusal).replace(
    `on resource: ${refusal.resource}`,
    `on resource: "${refusal.resource}"`,
  );
}

type Reply = Parameters<Parameters<App['setErrorHandler']>[0]>[2];

async function answer(reply: Reply, status: number, { headers, body }: RefusalForm): Promise<void> {
  await reply.status(status).headers(headers).send(body);
}

/** What signs a URL, as a header would have it. */
function presigned(url: string): string | undefined {
  const credential = new URL(url, 'http://localhost').searchParams.get('X-Amz-Credential');
  return credential === null ? undefined : `Credential=${credential}`;
}

function has(store: ObjectStore, bucket: string, key: string): boolean {
  try {
    store.headObject(bucket, key);
    return true;
  } catch {
    return false;
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
