import { expect, it } from '@jest/globals';
import { SuppressionList } from '../../../../ops/suppression/suppression-list.ts';

it('is that of the region whose SES sends', () => {
  const pipeline = { functions: {} };

  expect(new SuppressionList({ region: 'eu-west-1', pipeline }).region).toBe('eu-west-1');
  expect(
    new SuppressionList({ region: 'eu-west-1', pipeline: { ...pipeline, sesRegion: 'us-east-1' } }).region,
  ).toBe('us-east-1');
});
