import type { Notification } from '../../../contract/notification.ts';

/** A whole notification; give what matters to the test. */
export function aNotification(parts: Partial<Notification> = {}): Notification {
  return { subject: 'Welcome', body: 'Hello Ada', recipient: 'ada@example.com', ...parts };
}
