import { SNSClient } from '@aws-sdk/client-sns';
import type { Target } from './target.ts';

/** The emulators take any credentials, but want some. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The client for a target's topic; credentials for a deployed one are found as any AWS tool finds them. */
export function snsClientFor({ region, endpoints }: Target): SNSClient {
  if (!endpoints) return new SNSClient({ region });
  return new SNSClient({ region, endpoint: endpoints.sns, credentials: LOCAL_CREDENTIALS });
}
