import type { LocalStackFile } from '../contract/local-stack-file.ts';
import type { Target } from './target.ts';

/** The emulators take any credentials, but want some. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** What every client of a service is made with. */
export interface Connection {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: typeof LOCAL_CREDENTIALS;
}

/** How a service of the target is reached; a deployed backend's, and its credentials, as any AWS tool finds them. */
export function connectionTo(
  { region, endpoints }: Pick<Target, 'region' | 'endpoints'>,
  service: keyof LocalStackFile['endpoints'],
): Connection {
  if (!endpoints) return { region };
  return { region, endpoint: endpoints[service], credentials: LOCAL_CREDENTIALS };
}
