export type { HistoryEvent, HistoryKind } from '../contract/history.ts';
export type { NotificationState, NotificationStatus } from './notification-status.ts';
export {
  NotificationStatusReader,
  type NotificationStatusReaderOptions,
} from './notification-status-reader.ts';
