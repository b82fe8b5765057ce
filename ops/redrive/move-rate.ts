/**
 * SQS moves at most this many messages a second, and no fraction of one.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const MOVE_RATE = { min: 1, max: 500 };
