import { notHere, notHereForm, type SignedRequest, signedService, targetOf } from '../not-here.ts';
import { deniedByS3 } from '../s3/gate-s3.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** What is answered here. */
const HERE = new Set(['s3', 'sns', 'sqs', 'sts']);

/** The path of a queue's URL, to which clients of the older protocol send. */
const QUEUE = /^\/\d{12}\/[\w.-]+$/;

/** Actions of SQS in a form: none is one of SNS. */
const SQS_ACTIONS =
  /(Queue|Queues|QueueUrl|QueueAttributes|QueueTags|Message|MessageBatch|MessageVisibility|MessageVisibilityBatch|MessageMoveTasks?)$/;

const OLD_PROTOCOL =
  "The local SQS speaks SQS's JSON protocol alone, as SDKs and CLIs since November 2023 do: update the client (boto3 1.28.82, AWS CLI 2.13.33 or 1.29.82, AWS SDK for JavaScript 3.447 or later).";

/**
 * Has every other service that is asked here be refused in a sentence: this is also where SDKs send what the stack has no
 * address for.
 */
export function refuseOtherServices(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    const service = serviceOf(request);
    if (service === 's3' && signedService(request) === undefined) {
      const { headers, body } = deniedByS3('Anonymous users may not do this here: sign the request.');
      await reply.status(403).headers(headers).send(body);
      return;
    }
    if (HERE.has(service)) return;
    const { headers, body } = notHereForm(service, request, notHere(service, targetOf(request)));
    await reply.status(400).headers(headers).send(body);
  });
  app.addHook('preHandler', async (request, reply) => {
    const { Action } = Object(request.body) as { readonly Action?: string };
    if (Action === undefined) return;
    const service = signedService(request) ?? (SQS_ACTIONS.test(Action) ? 'sqs' : 'sns');
    const message = faultOf(service, Action);
    if (message === undefined) return;
    const { headers, body } = notHereForm(service, request, message);
    await reply.status(400).headers(headers).send(body);
  });
}

/** Without a signature it is S3 that has resources and other methods. */
function serviceOf(request: SignedRequest & { readonly method: string; readonly url: string }): string {
  const signed = signedService(request);
  if (signed !== undefined) return signed;
  const [path = ''] = request.url.split('?');
  if (request.method === 'POST' && (path === '/' || QUEUE.test(path))) return 'sqs';
  return path === '/health' || path.startsWith('/_fauxqs/') ? 'sqs' : 's3';
}

/** Why what is asked in a form is not done here. */
function faultOf(service: string, action: string): string | undefined {
  if (service === 'sqs') return OLD_PROTOCOL;
  if (service === 'sts' && action !== 'GetCallerIdentity') return notHere('sts', action);
  return undefined;
}
