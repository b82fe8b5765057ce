import { describe, expect, it } from '@jest/globals';
import { maskTemplate } from '../support/construct/template-mask.ts';

const HASH = '26056ce7cb092b7c165b9240e8b74e02ae9428bb94d961995bc90504f6f0745d';
const OTHER_HASH = '532b15cdf54bf463903c26f2cbbc18ec3b9e24469f7fe0e6a29bbc0df7508237';

describe('maskTemplate', () => {
  it.each([
    {
      what: 'a handler’s code',
      one: aTemplate({ S3Key: `${HASH}.zip` }),
      other: aTemplate({ S3Key: `${OTHER_HASH}.zip` }),
    },
    {
      what: 'a nested stack’s template',
      one: aTemplate({ TemplateURL: { 'Fn::Join': ['', ['https://s3.', `/${HASH}.json`]] } }),
      other: aTemplate({ TemplateURL: { 'Fn::Join': ['', ['https://s3.', `/${OTHER_HASH}.json`]] } }),
    },
    {
      what: 'the backend’s identity',
      one: aTemplate({
        'Fn::GetAtt': ['N', 'Outputs.amplifymailroomlocalsandboxf099fa669eTopicDC8B96B4Ref'],
      }),
      other: aTemplate({
        'Fn::GetAtt': ['N', 'Outputs.amplifymailroomlocalsandbox0123456789TopicDC8B96B4Ref'],
      }),
    },
    {
      what: 'the stack’s name',
      one: aTemplate({ Name: 'amplify-mailroom-local-sandbox-f099fa669e' }),
      other: aTemplate({ Name: 'amplify-mailroom-local-sandbox-0123456789' }),
    },
    {
      what: 'the version of the bootstrap that the CDK asks for',
      one: bootstrapRule(['1', '2', '3', '4', '5'], 'version 6 required. Please run cdk bootstrap.'),
      other: bootstrapRule(['1', '2', '3', '4', '5', '6'], 'version 7 required. Run cdk bootstrap.'),
    },
    {
      what: 'the regions that take the CDK’s analytics',
      one: { Conditions: { CDKMetadataAvailable: regionIsOneOf('eu-west-1') } },
      other: { Conditions: { CDKMetadataAvailable: regionIsOneOf('eu-west-1', 'xx-west-1') } },
    },
    {
      what: 'Amplify’s version and the system',
      one: { Description: '{"createdOn":"Linux","createdWith":"1.25.1","stackType":"root"}' },
      other: { Description: '{"createdOn":"Darwin","createdWith":"1.26.0","stackType":"root"}' },
    },
  ])('takes away a difference in $what', ({ one, other }) => {
    expect(maskTemplate(other)).toEqual(maskTemplate(one));
  });

  it.each([
    { what: 'a setting', one: aTemplate({ Timeout: 30 }), other: aTemplate({ Timeout: 31 }) },
    {
      what: 'a logical id',
      one: aTemplate({ Ref: 'TopicDC8B96B4' }),
      other: aTemplate({ Ref: 'Topic12345678' }),
    },
    {
      what: 'the stack’s type',
      one: { Description: '{"createdOn":"Linux","createdWith":"1.25.1","stackType":"root"}' },
      other: { Description: '{"createdOn":"Linux","createdWith":"1.25.1","stackType":"custom"}' },
    },
  ])('leaves a difference in $what', ({ one, other }) => {
    expect(maskTemplate(other)).not.toEqual(maskTemplate(one));
  });
});

function bootstrapRule(tooOld: string[], message: string) {
  const Assert = { 'Fn::Not': [{ 'Fn::Contains': [tooOld, { Ref: 'BootstrapVersion' }] }] };
  return {
    Rules: { Check: { Assertions: [{ Assert, AssertDescription: `CDK bootstrap stack ${message}` }] } },
  };
}

function regionIsOneOf(...regions: string[]) {
  return { 'Fn::Or': regions.map((region) => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] })) };
}

function aTemplate(properties: object) {
  return { Resources: { Thing: { Type: 'AWS::Some::Thing', Properties: properties } } };
}
