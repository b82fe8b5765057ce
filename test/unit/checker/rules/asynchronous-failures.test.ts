import { describe, expect, it } from '@jest/globals';
import {
  aSoundDirectTemplate,
  aSoundTemplate,
  change,
  withResource,
} from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundDirectTemplate();

describe('asynchronous-failures', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes with a dead-letter queue of the function', sound, []],
    [
      'finds a function without one',
      change(sound, 'Emailer', { DeadLetterConfig: undefined }),
      ['error Emailer'],
    ],
    [
      'passes with a destination for failures',
      withResource(change(sound, 'Emailer', { DeadLetterConfig: undefined }), 'Config', {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Emailer' },
          Qualifier: '$LATEST',
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['UndeliveredQueue', 'Arn'] } } },
        },
      }),
      [],
    ],
    [
      'finds one that has a destination for successes alone',
      withResource(change(sound, 'Emailer', { DeadLetterConfig: undefined }), 'Config', {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Emailer' },
          DestinationConfig: { OnSuccess: { Destination: { 'Fn::GetAtt': ['UndeliveredQueue', 'Arn'] } } },
        },
      }),
      ['error Emailer'],
    ],
    ['leaves a function behind a queue alone', aSoundTemplate(), []],
    [
      'cannot know one that is given at deployment',
      withParameter(change(sound, 'Emailer', { DeadLetterConfig: { TargetArn: GIVEN } })),
      ['info Emailer'],
    ],
    [
      'finds a function that may not write where failed events go',
      change(sound, 'EmailerRole', { Policies: [] }),
      ['error Emailer'],
    ],
    [
      'finds one that names the queue by its URL',
      change(sound, 'Emailer', { DeadLetterConfig: { TargetArn: { Ref: 'UndeliveredQueue' } } }),
      ['error Emailer'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('asynchronous-failures', template)).toEqual(found);
  });
});
