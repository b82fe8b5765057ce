/**
 * What chance may take off a delay, so that what failed together does not come back together. The plan counts
 * receives by the shortest delays, and the emailer draws them.
 */
export const BACKOFF_JITTER = 0.2;
