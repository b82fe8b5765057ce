import { describe, expect, it } from '@jest/globals';
import { aSoundTemplate, change, withResource } from '../../../support/checker/a-sound-template.ts';
import { findingsOf, GIVEN, withParameter } from '../../../support/checker/rule-findings.ts';

const sound = aSoundTemplate();

const anEventDestination = (topic: string) => ({
  Type: 'AWS::SES::ConfigurationSetEventDestination',
  Properties: {
    ConfigurationSetName: 'a-set',
    EventDestination: { SnsDestination: { TopicARN: { Ref: topic } } },
  },
});

describe('encryption', () => {
  it.each<[condition: string, template: object, found: string[]]>([
    ['passes where SQS encrypts', sound, []],
    [
      'passes with a key',
      change(sound, 'Queue', { SqsManagedSseEnabled: undefined, KmsMasterKeyId: 'alias/mine' }),
      [],
    ],
    [
      'finds a queue that is told not to',
      change(sound, 'Queue', { SqsManagedSseEnabled: false }),
      ['warning Queue'],
    ],
    [
      'finds a dead-letter queue that is told not to',
      change(sound, 'DeadLetterQueue', { SqsManagedSseEnabled: 'false' }),
      ['warning DeadLetterQueue'],
    ],
    ['finds a topic without a key', change(sound, 'Topic', { KmsMasterKeyId: undefined }), ['warning Topic']],
    [
      'passes a topic without a key that takes SES’s events',
      withResource(
        change(sound, 'Topic', { KmsMasterKeyId: undefined }),
        'Destination',
        anEventDestination('Topic'),
      ),
      [],
    ],
    [
      'finds it where another topic takes them',
      withResource(
        change(sound, 'Topic', { KmsMasterKeyId: undefined }),
        'Destination',
        anEventDestination('Other'),
      ),
      ['warning Topic'],
    ],
    [
      'cannot know a queue that says nothing, since it depends on its age',
      change(sound, 'Queue', { SqsManagedSseEnabled: undefined }),
      ['info Queue'],
    ],
    [
      'cannot know a key that is given at deployment',
      withParameter(change(sound, 'Topic', { KmsMasterKeyId: GIVEN })),
      ['info Topic'],
    ],
  ])('%s', (_, template, found) => {
    expect(findingsOf('encryption', template)).toEqual(found);
  });
});
