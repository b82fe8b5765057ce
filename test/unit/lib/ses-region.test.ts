import { describe, expect, it } from '@jest/globals';
import { Aws, Stack } from 'aws-cdk-lib';
import { roleOf } from '../../support/construct/a-function.ts';
import {
  anApp,
  aPipeline,
  environmentOf,
  policyDocumentOf,
  warningsOf,
} from '../../support/construct/pipeline-template.ts';

const aStackIn = (region: string) =>
  new Stack(anApp(), 'Backend', { env: { account: '123456789012', region } });

describe('sesRegion', () => {
  it('is where the emailer sends, may send, and the quota is read', () => {
    const pipeline = aPipeline(
      { sesRegion: 'us-east-1', feedback: false },
      { stack: aStackIn('eu-south-2') },
    );

    expect(environmentOf(pipeline)).toMatchObject({ MAILROOM_SES_REGION: 'us-east-1' });
    const policy = JSON.stringify(policyDocumentOf(roleOf(pipeline.emailer), 'AWS::IAM::Policy'));
    expect(policy.match(/:ses:[a-z0-9-]+:/g)).toEqual([':ses:us-east-1:', ':ses:us-east-1:']);
    expect(pipeline.outputs.custom.pipelines['Backend/Notifications']).toMatchObject({
      sesRegion: 'us-east-1',
    });
    expect(warningsOf(pipeline)).toEqual([]);
  });

  it('is the region of the backend where it is not given', () => {
    const pipeline = aPipeline({}, { stack: aStackIn('eu-west-1') });

    expect(environmentOf(pipeline)).not.toHaveProperty('MAILROOM_SES_REGION');
    expect(pipeline.outputs.custom.pipelines['Backend/Notifications']).not.toHaveProperty('sesRegion');
    expect(warningsOf(pipeline)).toEqual([]);
  });

  it.each([
    ['of the backend', 'eu-south-2', undefined],
    ['that is given', 'eu-west-1', 'ap-east-1'],
  ])('is warned of where there is no SES in the region %s', (_, region, sesRegion) => {
    const pipeline = aPipeline(sesRegion === undefined ? {} : { sesRegion, feedback: false }, {
      stack: aStackIn(region),
    });

    expect(warningsOf(pipeline)).toEqual([
      `Backend/Notifications: there is no SES in ${sesRegion ?? region}, so no email could be sent; give as sesRegion one ` +
        'where SES is and the sender is verified, as in us-east-1. [ack: amplify-mailroom:no-ses]',
    ]);
  });

  it('passes as a token', () => {
    expect(environmentOf(aPipeline({ sesRegion: Aws.REGION }))).toMatchObject({
      MAILROOM_SES_REGION: { Ref: 'AWS::Region' },
    });
  });

  it.each(['Frankfurt', '', 'eu-central-1a', 7 as never])('is refused where it is %p', (sesRegion) => {
    expect(() => aPipeline({ sesRegion })).toThrow(
      /^Backend\/Notifications: sesRegion: expected a region of AWS, as in us-east-1, got /,
    );
  });
});
