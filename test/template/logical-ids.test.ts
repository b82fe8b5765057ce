import { describe, expect, it } from '@jest/globals';
import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { CustomNotifications } from '../../lib/index.ts';
import { aPipeline, logicalIdOf } from '../support/construct/pipeline-template.ts';

/**
 * CloudFormation knows a resource by its logical id alone. Under another it creates a new one and deletes the old one with
 * what it holds, so a change here loses data of everybody who upgrades.
 */
const PINNED: readonly { part: keyof CustomNotifications; id: string; why: string }[] = [
  { part: 'queue', id: 'NotificationsQueue91395D8F', why: 'notifications that wait would be deleted' },
  {
    part: 'deadLetterQueue',
    id: 'NotificationsDeadLetterQueue32AE6445',
    why: 'dead letters would be in a queue that no command looks at',
  },
  {
    part: 'undeliveredQueue',
    id: 'NotificationsUndeliveredQueue5C95448D',
    why: 'undelivered notifications would be in a queue that no command looks at',
  },
  {
    part: 'deduplicationTable',
    id: 'NotificationsDeduplicationTable0112838A',
    why: 'what was sent would be forgotten, and sent again by a redrive',
  },
  {
    part: 'topic',
    id: 'NotificationsNotificationTopic450FED29',
    why: 'subscriptions of others would be deleted, and publishers would have the ARN of a topic that is gone',
  },
  {
    part: 'publisher',
    id: 'NotificationsPublisher18D80737',
    why: 'whoever invokes it would have the name of a function that is gone',
  },
  {
    part: 'feedbackTopic',
    id: 'NotificationsFeedbackTopic9EB1B759',
    why: 'subscriptions of others would be deleted',
  },
  {
    part: 'feedbackQueue',
    id: 'NotificationsFeedbackQueue133E11A1',
    why: 'what SES has told and nobody has kept yet would be deleted',
  },
  {
    part: 'alarmTopic',
    id: 'NotificationsAlarmTopic670C799A',
    why: 'the operator would have to confirm the address again, and not be called until then',
  },
];

const GIVEN = { alarmEmail: 'operator@example.com' };

describe('the logical id', () => {
  it.each(PINNED)('of $part stays $id, or $why', ({ part, id }) => {
    expect(logicalIdOf(aPipeline(GIVEN)[part] as IConstruct)).toBe(id);
  });

  it.each(PINNED)('of $part is the same whatever the props are', ({ part, id }) => {
    const pipeline = aPipeline({
      sourceAddress: 'Ada <ada@example.com>',
      sendRate: 100,
      retryFor: Duration.days(7),
      deduplicateFor: Duration.days(30),
      alarmEmail: 'other@example.com',
      dashboard: false,
    });

    expect(logicalIdOf(pipeline[part] as IConstruct)).toBe(id);
  });
});
