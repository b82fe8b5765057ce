import { SNSClient } from '@aws-sdk/client-sns';
import { connectionTo } from './clients.ts';
import type { Target } from './target.ts';

/** The client for a target's topic. */
export function snsClientFor(target: Target): SNSClient {
  return new SNSClient(connectionTo(target, 'sns'));
}
