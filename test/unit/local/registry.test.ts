import { describe, expect, it } from '@jest/globals';
import { RESOURCE_TYPES, SERVICES } from '../../../local/registry.ts';

describe('the registry of the local stack', () => {
  it('has each type of resource, each endpoint and each folder of data once', () => {
    const services = Object.values(SERVICES);
    const lists = [
      RESOURCE_TYPES.map(({ type }) => type),
      services.flatMap(({ endpoints }) => endpoints),
      services.flatMap(({ dataFolder }) => dataFolder ?? []),
    ];

    for (const list of lists) expect(list).toEqual([...new Set(list)]);
  });

  it('deploys every type that it says to emulate, and none that is passive', () => {
    const deployed = RESOURCE_TYPES.filter(({ deploy }) => deploy).map(({ type }) => type);
    const emulated = RESOURCE_TYPES.filter(({ emulation }) => emulation).map(({ type }) => type);

    expect(deployed.filter((type) => type !== 'AWS::CloudWatch::CompositeAlarm')).toEqual(emulated);
    expect(RESOURCE_TYPES.filter(({ deploy, isPassive }) => deploy && isPassive)).toEqual([]);
  });
});
