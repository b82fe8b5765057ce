import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import type { CustomNotificationsProps } from '../../../lib/index.ts';
import { anApp, aPipeline, aStack, warningsOf } from '../../support/construct/pipeline-template.ts';

type Props = Partial<CustomNotificationsProps>;

describe('several pipelines in one app', () => {
  const warning = (path: string, neighbour: string) =>
    `${path} has no sendRate, but shares the account's SES sending quota with ${neighbour}; ` +
    'give each of them its share as sendRate. [ack: amplify-mailroom:shared-quota]';

  it.each<{ name: string; props: [Props, Props]; warned: [string[], string[]] }>([
    {
      name: 'neither has a send rate',
      props: [{}, {}],
      warned: [[warning('A/P', 'B/P')], [warning('B/P', 'A/P')]],
    },
    { name: 'only the first has one', props: [{ sendRate: 7 }, {}], warned: [[], [warning('B/P', 'A/P')]] },
    { name: 'only the second has one', props: [{}, { sendRate: 7 }], warned: [[warning('A/P', 'B/P')], []] },
    { name: 'both have one', props: [{ sendRate: 7 }, { sendRate: 7 }], warned: [[], []] },
  ])('are warned of their shared quota where $name', ({ props, warned }) => {
    const app = anApp();
    const one = aPipeline(props[0], { stack: aStack('A', app), id: 'P' });
    const other = aPipeline(props[1], { stack: aStack('B', app), id: 'P' });

    expect([warningsOf(one), warningsOf(other)]).toEqual(warned);
  });

  it('are not warned where they are in different regions', () => {
    const app = anApp();
    const pipelines = ['eu-west-1', 'us-east-1'].map((region) =>
      aPipeline({}, { stack: new Stack(app, region, { env: { account: '123456789012', region } }) }),
    );

    expect(pipelines.flatMap(warningsOf)).toEqual([]);
  });

  it('are told apart by the region of SES, not by their own', () => {
    const app = anApp();
    const pipelineIn = (region: string, sesRegion: string) =>
      aPipeline(
        { sesRegion, feedback: false },
        { stack: new Stack(app, region, { env: { account: '123456789012', region } }) },
      );
    const [one, other, another] = [
      pipelineIn('eu-west-1', 'us-east-1'),
      pipelineIn('eu-west-2', 'us-east-1'),
      pipelineIn('eu-west-3', 'us-west-2'),
    ];

    expect([one, other, another].map((pipeline) => warningsOf(pipeline as typeof one).length)).toEqual([
      1, 1, 0,
    ]);
  });

  it('are not warned of a pipeline in another app', () => {
    expect([...warningsOf(aPipeline()), ...warningsOf(aPipeline())]).toEqual([]);
  });
});
