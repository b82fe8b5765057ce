import { randomUUID } from 'node:crypto';
import type { Gate } from '../iam/gate.ts';
import type { FunctionRole } from '../iam/permissions.ts';
import { type Refusal, refusalMessage } from '../iam/refusal.ts';
import { snsAccesses } from './sns-accesses.ts';
import { sqsAccesses } from './sqs-accesses.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** Has a gate stand before SNS and SQS, which refuse in their own words, and STS tell functions who they are. */
export function guardSnsSqs(app: App, gate: Gate): void {
  app.addHook('preHandler', async ({ headers, body }, reply) => {
    const caller = gate.callerOf(headers.authorization);
    const { permissions } = gate;
    if (!caller || !permissions) return;
    const form = Object(body) as Readonly<Record<string, string | undefined>>;
    const target = headers['x-amz-target'];
    if (typeof target === 'string') {
      const operation = target.replace('AmazonSQS.', '');
      const refusal = gate.refusalOf(caller, sqsAccesses(operation, form, permissions));
      if (refusal) await answer(reply, 403, ...sqsRefusal(refusal));
    } else if (form.Action === 'GetCallerIdentity') {
      await answer(reply, 200, { 'content-type': 'text/xml' }, callerIdentity(caller));
    } else if (form.Action !== undefined) {
      const refusal = gate.refusalOf(caller, snsAccesses(form, permissions));
      if (refusal) await answer(reply, 403, { 'content-type': 'text/xml' }, snsRefusal(refusal));
    }
  });
}

type Reply = Parameters<Parameters<App['setErrorHandler']>[0]>[2];

async function answer(
  reply: Reply,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<void> {
  await reply.status(status).headers(headers).send(body);
}

/** SQS writes the action in lower case. */
function sqsRefusal(refusal: Refusal): [headers: Record<string, string>, body: string] {
  const message = refusalMessage(refusal, refusal.action.toLowerCase());
  const body = { __type: 'com.amazon.coral.service#AccessDeniedException', message };
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': 'AccessDenied;Sender',
  };
  return [headers, JSON.stringify(body)];
}

/** SNS writes its own name in upper case. */
function snsRefusal(refusal: Refusal): string {
  const message = refusalMessage(refusal, refusal.action.replace(/^sns:/, 'SNS:'));
  return (
    '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>' +
    `<Code>AuthorizationError</Code><Message>${message}</Message></Error>` +
    `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`
  );
}

function callerIdentity({ arn, account, name }: FunctionRole): string {
  return (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
    `<Arn>${arn}</Arn><UserId>AROALOCAL:${name}</UserId><Account>${account}</Account>` +
    `</GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>` +
    '</GetCallerIdentityResponse>'
  );
}
