import { randomUUID } from 'node:crypto';
import type { RefusalForm, WordRefusal } from '../../../loopback/refuse-strangers.ts';
import type { Gate } from '../../iam/gate.ts';
import type { FunctionRole } from '../../iam/permissions.ts';
import { type Refusal, refusalMessage } from '../../iam/refusal.ts';
import { snsErrorForm } from './faults/sns-error-form.ts';
import { snsAccesses } from './sns-accesses.ts';
import { sqsAccesses } from './sqs-accesses.ts';

type App = ReturnType<typeof import('fauxqs').buildApp>;

/** Has a gate stand before SNS and SQS, which refuse in their own words, and STS tell functions who they are. */
export function gateSnsSqs(app: App, gate: Gate): void {
  app.addHook('preHandler', async ({ headers, body }, reply) => {
    const caller = gate.callerOf(headers.authorization);
    const { permissions } = gate;
    if (!caller || !permissions) return;
    const form = Object(body) as Readonly<Record<string, string | undefined>>;
    const target = headers['x-amz-target'];
    if (typeof target === 'string') {
      const operation = target.replace('AmazonSQS.', '');
      const refusal = gate.refusalOf(caller, sqsAccesses(operation, form, permissions));
      if (refusal) await answer(reply, 403, sqsRefusal(refusal));
    } else if (form.Action === 'GetCallerIdentity') {
      await answer(reply, 200, { headers: { 'content-type': 'text/xml' }, body: callerIdentity(caller) });
    } else if (form.Action !== undefined) {
      const refusal = gate.refusalOf(caller, snsAccesses(form, permissions));
      if (refusal) await answer(reply, 403, snsRefusal(refusal));
    }
  });
}

/** How SNS or SQS says that a caller may not do something, whichever of them was asked. */
export const deniedBySnsSqs: WordRefusal = (message, { headers }) =>
  headers['x-amz-target'] === undefined ? deniedBySns(message) : deniedBySqs(message);

type Reply = Parameters<Parameters<App['setErrorHandler']>[0]>[2];

async function answer(reply: Reply, status: number, { headers, body }: RefusalForm): Promise<void> {
  await reply.status(status).headers(headers).send(body);
}

/** SQS writes the action in lower case. */
function sqsRefusal(refusal: Refusal): RefusalForm {
  return deniedBySqs(refusalMessage(refusal, refusal.action.toLowerCase()));
}

function deniedBySqs(message: string): RefusalForm {
  return {
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': 'AccessDenied;Sender' },
    body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message }),
  };
}

/** SNS writes its own name in upper case. */
function snsRefusal(refusal: Refusal): RefusalForm {
  return deniedBySns(refusalMessage(refusal, refusal.action.replace(/^sns:/, 'SNS:')));
}

function deniedBySns(message: string): RefusalForm {
  return snsErrorForm({ code: 'AuthorizationError', message });
}

function callerIdentity({ arn, account, name }: FunctionRole): string {
  return (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
    `<Arn>${arn}</Arn><UserId>AROALOCAL:${name}</UserId><Account>${account}</Account>` +
    `</GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>` +
    '</GetCallerIdentityResponse>'
  );
}
