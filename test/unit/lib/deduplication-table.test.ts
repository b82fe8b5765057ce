import { describe, expect, it } from '@jest/globals';
import { aPipeline, onlyResource, templateOf } from '../../support/pipeline-template.ts';

describe('the deduplication table', () => {
  it('has Powertools’ key and expiry, costs nothing idle, and is encrypted', () => {
    expect(onlyResource(aPipeline(), 'AWS::DynamoDB::Table').Properties).toEqual({
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      TimeToLiveSpecification: { AttributeName: 'expiration', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
    });
  });

  it('goes with its pipeline', () => {
    expect(onlyResource(aPipeline(), 'AWS::DynamoDB::Table')).toMatchObject({
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  it('is not made with deduplicateFor: false', () => {
    const pipeline = aPipeline({ deduplicateFor: false });

    templateOf(pipeline).resourceCountIs('AWS::DynamoDB::Table', 0);
    expect(pipeline.deduplicationTable).toBeUndefined();
  });
});
