export {
  InvalidNotificationError,
  type Message,
  type Notification,
} from '../contract/notification.ts';
export type { SchemaIssue } from '../contract/schema-issue.ts';
export {
  NotificationPublisher,
  type NotificationPublisherOptions,
  type PublishOptions,
} from './notification-publisher.ts';
export {
  type FailedNotification,
  PublishError,
  type PublishedNotification,
  PublishInterruptedError,
  type PublishResult,
} from './publish-result.ts';
