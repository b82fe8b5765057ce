import { describe, expect, it } from '@jest/globals';
import { aPipeline, templateOf } from '../../support/pipeline-template.ts';

describe('the deduplication table', () => {
  it('is not made with deduplicateFor: false', () => {
    const pipeline = aPipeline({ deduplicateFor: false });

    templateOf(pipeline).resourceCountIs('AWS::DynamoDB::Table', 0);
    expect(pipeline.deduplicationTable).toBeUndefined();
  });
});
