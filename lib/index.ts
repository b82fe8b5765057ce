export type { AlarmKind } from '../contract/alarms.ts';
export type { Message, Notification } from '../contract/notification.ts';
export type { Pipelines } from '../contract/pipelines.ts';
export { CustomNotifications } from './custom-notifications.ts';
export type { AlarmThresholds } from './monitoring/props.ts';
export type { CustomNotificationsProps } from './props.ts';
