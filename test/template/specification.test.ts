import { describe, it } from '@jest/globals';
import { SPECIFICATION } from './specification/index.ts';
import { specifiedPipeline } from './specified-pipeline.ts';

const { template, names } = specifiedPipeline();

describe.each(Object.entries(SPECIFICATION))('the template, on its %s', (_, checks) => {
  it.each(checks)('$intention', ({ verify }) => {
    verify(template, names);
  });
});
