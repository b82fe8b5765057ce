import type { Context } from 'aws-lambda';
import { publisherEnvironment, readEnvironment } from '../contract/environment.ts';
import { NotificationPublisher, type PublishedNotification } from '../publisher/index.ts';
import { publishEvent } from './publish-event.ts';

const { MAILROOM_TOPIC_ARN: topicArn } = readEnvironment(publisherEnvironment, process.env);
const publisher = new NotificationPublisher({ topicArn });

/** Publishes one notification, or an array of them, and answers with `{ id, messageId }`, or an array of those. */
export const handler = (
  event: unknown,
  context?: Pick<Context, 'awsRequestId'>,
): Promise<PublishedNotification | PublishedNotification[]> =>
  publishEvent(event, publisher, context?.awsRequestId);
