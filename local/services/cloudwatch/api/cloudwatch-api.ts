import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RefusalForm } from '../../../../loopback/refuse-strangers.ts';
import { type LoopbackServer, serveOnLoopback } from '../../../../loopback/serve-on-loopback.ts';
import { own } from '../../../../template/json.ts';
import type { Clock } from '../../../clock/clock.ts';
import { hideDate } from '../../../clock/hide-date.ts';
import { createServer } from '../../../hosting/http.ts';
import { namedMessageOf } from '../../../hosting/thrown.ts';
import type { Gate } from '../../../iam/gate.ts';
import { refusalMessage } from '../../../iam/refusal.ts';
import { notHereForm } from '../../not-here.ts';
import type { CloudWatch } from '../cloudwatch.ts';
import { loadParser } from '../expression-parser.ts';
import type { Action } from './action.ts';
import { CloudWatchError } from './cloudwatch-error.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { listMetrics } from './list-metrics.ts';

/** The part of the CloudWatch API by which any SDK or the AWS CLI sees alarms and metrics. */
export type CloudWatchApi = LoopbackServer;

export interface CloudWatchApiOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly gate: Gate;
}

const TARGET = 'GraniteServiceVersion20100801.';

const JSON_TYPE = 'application/x-amz-json-1.0';

const ACTIONS: Readonly<Record<string, Action>> = {
  DescribeAlarmHistory: describeAlarmHistory,
  DescribeAlarms: describeAlarms,
  GetMetricData: getMetricData,
  ListMetrics: listMetrics,
};

/**
 * Serves CloudWatch on loopback, in its JSON protocol.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export async function serveCloudWatchApi(
  cloudWatch: CloudWatch,
  { port, clock, gate }: CloudWatchApiOptions,
): Promise<CloudWatchApi> {
  const server = createServer((request, response) => {
    void respond(request, response, { cloudWatch, gate }).catch((error: unknown) => {
      if (error instanceof CloudWatchError) return refuse(response, 400, error.code, error.message);
      return refuse(response, 500, 'InternalServiceFault', namedMessageOf(error));
    });
  });
  if (clock.memory) hideDate(server);
  return serveOnLoopback(server, {
    port,
    purpose: 'CloudWatch',
    word: (message) => errorForm(403, 'AccessDenied', message),
  });
}

const OLD_PROTOCOL =
  "The local CloudWatch speaks CloudWatch's JSON protocol alone, and not the older one of forms and XML: update the client, or ask with an SDK of 2025 or later.";

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { cloudWatch, gate }: { readonly cloudWatch: CloudWatch; readonly gate: Gate },
): Promise<void> {
  const body = await text(request);
  if (request.headers['content-type']?.includes('x-www-form-urlencoded')) {
    return send(response, 400, notHereForm('monitoring', request, OLD_PROTOCOL));
  }
  const name = String(request.headers['x-amz-target'] ?? '').replace(TARGET, '');
  const action = own(ACTIONS, name);
  if (!action) {
    const known = Object.keys(ACTIONS).join(', ');
    const asked = name || 'A request without X-Amz-Target';
    throw new CloudWatchError('InvalidAction', `${asked} is not here; the local CloudWatch has ${known}.`);
  }
  const caller = gate.callerOf(request.headers.authorization);
  // Most of these actions know no narrower resource.
  const access = { action: `cloudwatch:${name}`, resources: ['*'] as const, context: {} };
  const refusal = caller && gate.refusalOf(caller, [access]);
  if (refusal) return refuse(response, 403, 'AccessDenied', refusalMessage(refusal));
  const answer = await action(parsed(body), cloudWatch, { parser: loadParser });
  send(response, 200, { headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(answer) });
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body || '{}'));
  } catch (cause) {
    throw new CloudWatchError(
      'SerializationException',
      `The request is not valid JSON: ${namedMessageOf(cause)}`,
    );
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  send(response, status, errorForm(status, code, message));
}

/** The SDK reads an error's name from the query protocol's header where there is one. */
function errorForm(status: number, code: string, message: string): RefusalForm {
  const fault = status < 500 ? 'Sender' : 'Receiver';
  return {
    headers: { 'content-type': JSON_TYPE, 'x-amzn-query-error': `${code};${fault}` },
    body: JSON.stringify({ __type: `com.amazonaws.cloudwatch#${code}`, message }),
  };
}

function send(response: ServerResponse, status: number, { headers, body }: RefusalForm): void {
  response.writeHead(status, headers);
  response.end(body);
}
