/**
 * SQS moves at most this many messages a second, and no fraction of one.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const MOVE_RATE = { min: 1, max: 500 };

/**
 * SQS ends a task that has run for so long.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export const MAX_MOVE_SECONDS = 36 * 3_600;
