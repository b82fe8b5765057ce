/**
 * Stands for `@smithy/core/event-streams`, which the SDK imports at the first request that streams events, if ever: no
 * operation of SNS, SQS, SES or DynamoDB does.
 */
throw new Error('The bundles of the handlers leave event streams out: see scripts/replacements.ts.');

export {};
