import type { LocalStackFile } from '../contract/local-stack-file.ts';
import type { Target } from './target.ts';

/** The emulators take any credentials, but want some. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** What every client of a service is made with. */
export interface Connection {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: typeof LOCAL_CREDENTIALS;
  readonly requestHandler: typeof PATIENCE;
}

/**
 * The SDK waits for ever unless told otherwise, and so would whoever typed a command. It tries three times. The longest
 * answers are of a receive that waits a second, and of a megabyte on its way.
 */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

/** How a service of the target is reached; a deployed backend's, and its credentials, as any AWS tool finds them. */
export function connectionTo(
  { region, endpoints }: Pick<Target, 'region' | 'endpoints'>,
  service: keyof LocalStackFile['endpoints'],
): Connection {
  const connection = { region, requestHandler: PATIENCE };
  if (!endpoints) return connection;
  return { ...connection, endpoint: endpoints[service], credentials: LOCAL_CREDENTIALS };
}
