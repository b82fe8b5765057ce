import type { Resource } from '../assembly/resource.ts';
import { type AnyResourceType, type DeployedView, type ResourceType, runs } from './resource-type.ts';

interface Entry {
  readonly type: AnyResourceType;
  /** The place in the template. */
  readonly index: number;
  readonly deployed: unknown;
}

/** What has been deployed, by the type that deployed it. */
export class DeployedResources implements DeployedView {
  readonly #entries: Entry[] = [];

  of<Deployed>(...types: readonly ResourceType<Deployed, never>[]): readonly Deployed[] {
    return this.#entries
      .filter(({ type }) => types.includes(type as ResourceType<Deployed, never>))
      .sort((one, other) => one.index - other.index)
      .map(({ deployed }) => deployed as Deployed);
  }

  /** Deploys every resource of a type that runs, all at once. */
  async add<Needs>(
    type: ResourceType<unknown, Needs>,
    resources: readonly Resource[],
    needs: Needs,
  ): Promise<void> {
    const deploying = resources.map(async (resource, index) => {
      if (resource.type !== type.type || !runs(type, resource)) return;
      const deployed = await type.deploy?.(resource, needs);
      if (deployed !== undefined) this.#entries.push({ type, index, deployed });
    });
    await Promise.all(deploying);
  }
}
