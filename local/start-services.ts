import { join } from 'node:path';
import type { Clock } from './clock/clock.ts';
import { ownFolder } from './hosting/own-folder.ts';
import type { RemoteGate } from './hosting/remote-gate.ts';
import type { RequestsByAction } from './hosting/thread-contract.ts';
import type { Gate } from './iam/gate.ts';
import { SERVICES } from './registry.ts';
import type { Endpoints, RunningService, Service } from './services/service.ts';
import type { SesSettingsChange } from './services/ses/settings.ts';

type Registered = typeof SERVICES;
type Name = keyof Registered;

/** Every service of one stack, by its name in the registry. */
export type RunningServices = {
  readonly [Each in Name]: Awaited<ReturnType<Registered[Each]['start']>>;
};

/** The services of one stack. */
export interface StartedServices extends RunningServices {
  readonly endpoints: Endpoints;
  /** Before the services in threads of their own. */
  readonly remoteGates: readonly RemoteGate[];
  /** Requests since the start, by endpoint and action. */
  requests(): Promise<Readonly<Record<string, RequestsByAction>>>;
  /** May be called again. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The first service's; each other has the next. 0 takes any free ones. */
  readonly port: number;
  readonly dataDirectory: string | undefined;
  readonly ses: SesSettingsChange;
  /** @default the machine's clock */
  readonly clock?: Clock;
  readonly gate: Gate;
}

type AnyService = Service<RunningService, never, Pick<StartOptions, 'ses'>>;

/** Starts every service, or none: where one cannot start, the others are stopped again. */
export async function startServices({
  port,
  dataDirectory,
  ...options
}: StartOptions): Promise<StartedServices> {
  const services = Object.entries(SERVICES) as [Name, AnyService][];
  const starts = await Promise.allSettled(
    services.map(([, { dataFolder, start }], place) => {
      const folder = dataDirectory && dataFolder && join(dataDirectory, dataFolder);
      if (folder) ownFolder(folder);
      return start({ ...options, port: portAfter(port, place), dataDirectory: folder });
    }),
  );
  const started = starts.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  let stopping: Promise<unknown> | undefined;
  const stop = async () => {
    stopping ??= Promise.all(started.map((each) => each.stop()));
    await stopping;
  };
  const failed = starts.find((each) => each.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const running = Object.fromEntries(services.map(([name], place) => [name, started[place]]));
  return {
    ...(running as unknown as RunningServices),
    endpoints: endpointsOf(services, started),
    remoteGates: started.flatMap(({ gate }) => gate ?? []),
    requests: async () => {
      const counted = started.map((each, place) => services[place]?.[1].requests?.(each));
      return Object.assign({}, ...(await Promise.all(counted)));
    },
    stop,
  };
}

function endpointsOf(services: readonly [Name, AnyService][], started: readonly RunningService[]): Endpoints {
  const urls = services.flatMap(([, { endpoints }], place) =>
    endpoints.map((endpoint) => [endpoint, started[place]?.url]),
  );
  return Object.fromEntries(urls);
}

/** The ports after the first service's, in the order of the services; 0 stays 0. */
export function portAfter(port: number, places: number): number {
  return port === 0 ? 0 : port + places;
}
