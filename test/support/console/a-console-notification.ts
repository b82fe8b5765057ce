import type { ConsoleNotification } from '../../../console/api.ts';

/** A notification as the console tells it: one that was just published, unless it is said otherwise. */
export function aConsoleNotification(given: Partial<ConsoleNotification> = {}): ConsoleNotification {
  return {
    id: 'order-1',
    state: 'sending',
    reason: null,
    error: null,
    attempts: 0,
    publishedAt: '2026-11-28T10:00:00.000Z',
    updatedAt: '2026-11-28T10:00:00.000Z',
    nextAttempt: null,
    sesMessageId: null,
    ...given,
  };
}
